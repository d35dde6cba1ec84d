"""Insurers let to read evidence get the bundle of their own determinations, each time on record."""

from pathlib import Path

import pytest

from accident_service import api
from accident_service.casework.insurer_scopes import Scope
from tests.api.door import Door, door_app
from tests.casework.after_decision import NUMBER, Desk
from tests.fakes.doors import FakeInsurerClients, insurer_client
from tests.fakes.evidence import determined_with_evidence
from verifier.verify_bundle import verify

EVIDENCE = f"/v1/determinations/{NUMBER}/evidence.zip"
READER = insurer_client("PICC", scopes=frozenset({Scope.READ_EVIDENCE}))


@pytest.fixture(scope="module")
def desk() -> Desk:
    return determined_with_evidence()


def door_of(desk: Desk) -> Door:
    desk.world.insurers = FakeInsurerClients((READER, insurer_client("CPIC")))
    app = door_app()
    api.register(app, desk.world.casework())
    return Door(desk.world, app.test_client())


def test_an_insurer_of_a_party_gets_what_it_may_have(desk: Desk, tmp_path: Path) -> None:
    door = door_of(desk)
    answer = door.get(EVIDENCE, by=READER.client_id)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/zip"
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(answer.data)
    answer.close()
    assert verify(bundle)[0] == []
    assert [verb for actor, verb in door.readings() if actor.startswith("insurer:")] == [
        "read-evidence",
        "export-evidence",
    ]


def test_without_the_scope_or_of_anothers_case_there_is_none(desk: Desk) -> None:
    door = door_of(desk)
    assert door.get(EVIDENCE, by="cpic-client").status_code == 403
    elsewhere = EVIDENCE.replace(NUMBER, "2203020001-2026-000099")
    assert door.get(elsewhere, by=READER.client_id).status_code == 404

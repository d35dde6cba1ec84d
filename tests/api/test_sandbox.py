"""The sandbox: samples that say what they are, and no way from there to what is real, or back."""

import json
import shutil
import subprocess
from dataclasses import replace
from functools import lru_cache

import pytest

from accident_service import api
from accident_service.adapters.documents import TypstPress
from accident_service.adapters.signing import UnitKey, verified
from accident_service.casework.fill_sandbox import SAMPLES, FillSandbox, sandbox_client
from accident_service.errors import CustodyBroken
from tests.api.door import NUMBER, Door, door_app, issue, press
from tests.fakes import unit_seal
from tests.fakes.casework import FakeWorld
from tests.fakes.doors import FakeInsurerClients, insurer_client

SCOPES = frozenset({"determinations:read", "claims:write", "full-documents:read"})
PDFTOTEXT = shutil.which("pdftotext")
TRYING = sandbox_client("trying", SCOPES)
SAMPLE = "SAMPLE-2026-000001"


@lru_cache(maxsize=1)
def sample_press() -> TypstPress:
    key = UnitKey(b"s" * 32)
    return TypstPress(key, unit_seal.pdf_signing(), public_url=unit_seal.PUBLIC_URL, sample=True)


@lru_cache(maxsize=1)
def samples() -> FakeWorld:
    world = FakeWorld(insurers=FakeInsurerClients(clients=(TRYING,)))
    FillSandbox(world.ledger, world.blobs, sample_press(), world.clock)()
    return world


@pytest.fixture
def door() -> Door:
    world = FakeWorld(insurers=FakeInsurerClients(clients=(TRYING, insurer_client("PICC"))))
    issue(world)
    real = replace(world.casework(), press=press())
    apart = samples()
    sandbox = replace(real, ledger=apart.ledger, blobs=apart.blobs, press=sample_press())
    app = door_app()
    api.register(app, real, lambda: sandbox)
    return Door(world, app.test_client())


def listed(door: Door, by: str) -> list[dict[str, object]]:
    items: list[dict[str, object]] = door.get("/v1/determinations", by=by).get_json()["items"]
    return items


def test_a_sample_of_every_status_is_there_and_says_so(door: Door) -> None:
    found = listed(door, "trying")
    assert len(found) == len(SAMPLES)
    assert {item["status"] for item in found} == {
        *("issued", "served", "under_review", "revoked", "replaced"),
    }
    assert all(item["sample"] for item in found)


def test_neither_side_sees_the_other(door: Door) -> None:
    assert [item["number"] for item in listed(door, "picc-client")] == [NUMBER]
    assert door.get(f"/v1/determinations/{NUMBER}", by="trying").status_code == 404
    assert door.get(f"/v1/determinations/{SAMPLE}").status_code == 404
    door.put(f"/v1/determinations/{SAMPLE}/claim", {"reference": "try"}, by="trying")
    assert door.world.ledger.tables.insurance_claims == {}
    assert len(door.world.ledger.tables.cases) == 1


def test_a_sample_is_printed_as_one_and_proves_nothing_under_the_real_keys(door: Door) -> None:
    view = door.get(f"/v1/determinations/{SAMPLE}", by="trying").get_json()
    pdf = door.get(view["document"]["href"], by="trying").data
    if PDFTOTEXT is not None:
        run = subprocess.run(
            [PDFTOTEXT, "-raw", "-", "-"], input=pdf, capture_output=True, check=True
        )
        assert "no legal effect" in run.stdout.decode()
    signature = json.dumps(view["signature"]).encode()
    assert verified(signature, door.client.get(view["signature_keys"]).get_json())
    with pytest.raises(CustodyBroken):
        verified(signature, door.client.get("/v1/jwks.json").get_json())


def test_versions_lead_from_the_replaced_to_its_successor(door: Door) -> None:
    replaced = next(item for item in listed(door, "trying") if item["status"] == "replaced")
    versions = door.get(str(replaced["href"]), by="trying").get_json()["versions"]
    assert [(one["version"], one["status"]) for one in versions] == [(1, "replaced"), (2, "served")]


def test_samples_are_made_once() -> None:
    world = samples()
    fill = FillSandbox(world.ledger, world.blobs, sample_press(), world.clock)
    assert fill() == len(SAMPLES)
    assert len(world.ledger.tables.issued) == len(SAMPLES)


def test_where_there_are_no_samples_a_sandbox_client_gets_nothing(door: Door) -> None:
    app = door_app()
    api.register(app, door.world.casework())
    without = Door(door.world, app.test_client())
    assert without.get("/v1/determinations", by="trying").status_code == 403
    assert without.client.get("/v1/sandbox/jwks.json").status_code == 403

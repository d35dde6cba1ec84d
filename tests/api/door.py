"""An app with the insurers' door alone, and one determination behind it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from apiflask import APIFlask
from flask import Blueprint
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from accident_service import api
from accident_service.adapters.documents import TypstPress
from accident_service.casefile.determination import Determination
from accident_service.casework.door_ports import InsurerClient
from accident_service.quantities.identifiers import CaseId, DeterminationNumber
from tests.fakes import examples, unit_seal
from tests.fakes.casework import FakeWorld
from tests.fakes.doors import FakeInsurerClients, insurer_client
from tests.unit.casefile.drawn_up import drawn_up

NUMBER = "2203020001-2026-000001"
SECRET = "a secret for tests, forty characters long"
COVERS_NOBODY = insurer_client("PINGAN")
READS_NOTHING = replace(insurer_client("CPIC", scopes=frozenset()), client_id="scopeless")


@dataclass(frozen=True, slots=True)
class Door:
    """The app's client, and the world behind it within reach."""

    world: FakeWorld
    client: FlaskClient

    def token(self, client_id: str = "picc-client") -> str:
        """A token as that client would fetch it."""
        answer = self.client.post(
            "/v1/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(client_id, "secret"),
        )
        assert answer.status_code == 200, answer.text
        token = answer.get_json()["access_token"]
        assert isinstance(token, str)
        return token

    def get(self, path: str, *, by: str = "picc-client", **headers: str) -> TestResponse:
        """What that client gets."""
        bearer = {"Authorization": f"Bearer {self.token(by)}"}
        return self.client.get(path, headers=bearer | headers)

    def put(self, path: str, body: object, **more: str) -> TestResponse:
        """What a client gets for leaving something; see `call`."""
        return self.call("PUT", path, body, **more)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        by: str = "picc-client",
        **headers: str,
    ) -> TestResponse:
        """What that client gets by any method; "_" stands for "-" in a header's name."""
        bearer = {"Authorization": f"Bearer {self.token(by)}"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(path, method=method, json=body, headers=bearer | named)

    def readings(self) -> list[tuple[str, str]]:
        """Who read what, as the audit has it."""
        with self.world.ledger.reading() as work:
            entries = work.audit.of_case(CaseId("case-1"))
        return [(entry.act.actor, entry.act.verb) for entry in entries]


def open_door(
    *,
    insurers: tuple[InsurerClient, ...] | None = None,
    scopes: frozenset[str] | None = None,
    others: frozenset[str] | None = None,
) -> Door:
    """A door before one issued determination: A is covered by PICC, B by CPIC.

    Args:
        scopes: What PICC's client may do; the usual when left out.
        others: The same of CPIC's.
    """
    known = insurers or (
        insurer_client("PICC", scopes=scopes),
        insurer_client("CPIC", scopes=others),
        COVERS_NOBODY,
        READS_NOTHING,
    )
    world = FakeWorld(insurers=FakeInsurerClients(clients=known))
    app = door_app()
    # The pages beside the API answer 404 and 405 with HTML, for the whole app.
    for status in (404, 405):
        app.register_error_handler(status, lambda _error: ("<h1>a page</h1>", 200))
    app.register_blueprint(Blueprint("pages", "accident_service", url_prefix="/pages"))
    api.register(app, replace(world.casework(), press=press()))
    issue(world)
    return Door(world, app.test_client())


def door_app() -> APIFlask:
    """An app as the service makes it, with nothing in it yet."""
    app = APIFlask("accident_service", json_errors=False, spec_path=None, docs_path=None)
    app.config.update(SECRET_KEY=SECRET)
    return app


@lru_cache(maxsize=1)
def press() -> TypstPress:
    """One press for all: its fonts take longer to load than its pages to print."""
    return unit_seal.press()


@lru_cache
def printed(index: int) -> tuple[Determination, bytes, bytes]:
    """The example's determination as number `index` of the year, with PDF and signed JSON."""
    number = DeterminationNumber(f"2203020001-2026-{index:06d}")
    determination = replace(
        drawn_up(examples.decided_case(str(index))),
        number=number,
        issued_at=examples.NOON + timedelta(minutes=index),
    )
    pdf = press().pdf(determination)
    digest = hashlib.sha256(pdf).hexdigest()
    return determination, pdf, press().signed_json(determination, pdf_sha256=digest)


def issue(world: FakeWorld, index: int = 1) -> None:
    """Issue it."""
    determination, pdf, signed = printed(index)
    with world.ledger.transaction() as work:
        work.cases.add(examples.decided_case(str(index)))
        work.determinations.add(
            determination,
            world.blobs.put_bytes(pdf, "application/pdf"),
            world.blobs.put_bytes(signed, "application/jose+json"),
        )

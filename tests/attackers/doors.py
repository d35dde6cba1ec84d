"""Both doors before the two accidents, and everybody who knocks at them."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from accident_service.api.throttle import LIMITER as CALLS
from accident_service.casefile.roles import Role
from accident_service.reports.party import PartyLetter
from accident_service.server import create_app
from accident_service.settings import Settings
from accident_service.web.throttle import LIMITER as PAGES
from tests.attackers.marks import (
    INSURERS,
    NUMBERS,
    PHONES,
    STRANGER,
    TRACKING,
    endpoint_of,
    own_id,
    upload_of,
)
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import COMPILED, Visitor

DRIVERS = {"driver xA": PHONES["xA"], "driver xB": PHONES["xB"], "driver yA": PHONES["yA"]}
STAFF = {
    "officer": "officer",
    "officer elsewhere": "elsewhere",
    "no role": "nobody",
    **{str(role): str(role) for role in Role if role is not Role.OFFICER},
}
CLIENTS = {f"insurer {code}": f"{code.lower()}-client" for code in (*INSURERS["x"], "PINGAN")}
OF_PAGES = ("static", "web.asset", "web.switch_language", "api.nowhere", "_")
EVERYBODY = ("nobody", "driver without a case", *DRIVERS, *STAFF, *CLIENTS)


@dataclass(frozen=True, slots=True)
class Knocking:
    """Somebody with a browser or program of their own, signed in as far as they can be."""

    client: FlaskClient
    headers: Mapping[str, str]


def both_doors(world: FakeWorld) -> Flask:
    """The app as it is served, without a limit to how often one may try."""
    app = create_app(world.casework(), Settings.from_environment({}), secret_key="for tests " * 4)
    app.jinja_env.bytecode_cache = COMPILED
    app.config["METRICS_TOKEN"] = "held by whoever reads the figures"
    PAGES.enabled = CALLS.enabled = False
    return app


def limits_again() -> None:
    """What `both_doors` switched off."""
    PAGES.enabled = CALLS.enabled = True


def knocking(app: Flask, who: str) -> Knocking:
    """Somebody of EVERYBODY."""
    visitor = Visitor(app)
    if who in STAFF:
        visitor.sign_in_as_officer(STAFF[who])
    elif who != "nobody" and who not in CLIENTS:
        visitor.sign_in_by_phone(DRIVERS.get(who, STRANGER))
    if who not in CLIENTS:
        return Knocking(visitor.client, {})
    answer = visitor.client.post(
        "/v1/oauth/token",
        data={"grant_type": "client_credentials"},
        auth=(CLIENTS[who], "secret"),
    )
    return Knocking(
        visitor.client, {"Authorization": f"Bearer {answer.get_json()['access_token']}"}
    )


def values_of(kind: str, letter: PartyLetter = PartyLetter.A) -> dict[str, str]:
    """What stands for each parameter of an address when it is that case's (`x`, `xo`, `y`, `yo`).

    A parameter of a new route needs a value here, or every test over all routes fails.
    """
    side = kind[0]
    return {
        "tracking_code": TRACKING[kind],
        "case_id": f"case-{kind}",
        "clip": f"clip-of-{kind}",
        "photo_id": own_id(kind, "photo", letter),
        "recording_id": own_id(kind, "recording", letter),
        "upload_id": upload_of(side),
        "number": NUMBERS[side],
        "name": f"{kind}-{letter}.png",
        "token": "invitation-1" if side == "x" else "invitation-2",
        "endpoint_id": endpoint_of(side),
        "message_id": "msg_00000000000000000000000000000000",
        "site_id": examples.SITE,
        "camera_id": examples.CAMERA,
        "sha256": "0" * 64,
        "officer_id": "the-head",
        "run_id": "run-1",
        "attempt_id": "attempt-nobody-made",
        "unit_code": examples.officer().unit,
        "digest": "0",
        "filename": "base.css",
        "code": "en",
        "slug": "place",
        "index": "0",
        "page": "1",
        "suffix": "jpg",
        "_path": "nothing",
    }


def routes_to_something(app: Flask) -> tuple[Rule, ...]:
    """Every route whose address names something of somebody; the pages' own files are nobody's."""
    return tuple(
        rule
        for rule in app.url_map.iter_rules()
        if rule.arguments and not rule.endpoint.startswith(OF_PAGES)
    )


def methods_of(rule: Rule) -> list[str]:
    """How it is called; by HEAD where it knows nothing else."""
    methods = rule.methods or set()
    return sorted(methods - {"HEAD", "OPTIONS"}) or ["HEAD"]

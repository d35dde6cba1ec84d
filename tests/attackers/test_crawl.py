"""Whoever is signed in sees what is theirs, and of others nothing, however they ask."""

import io
import zipfile

import pytest
from flask import Flask, Response

from accident_service.casefile.case import Case
from accident_service.quantities.identifiers import CaseId
from tests.attackers.crawl import Thief
from tests.attackers.doors import (
    CLIENTS,
    knocking,
    routes_to_something,
    values_of,
)
from tests.attackers.marks import Marks, marks_of
from tests.fakes.casework import FakeWorld

pytestmark = pytest.mark.proves("S3", "S4")

EVERYTHING = frozenset(marks_of("x") + marks_of("y"))
OF_PEOPLE = frozenset(
    mark for of in ("xA", "xB", "yA", "yB") for mark in (*Marks(of).private(), Marks(of).words)
)
SECRETS = frozenset({"whsec_x", "whsec_y", "a long password", "for tests for tests"})
# Who begins where, what is none of their business, and what they must at least have seen.
ROLES: dict[str, tuple[tuple[str, ...], frozenset[str], str]] = {
    "nobody": (("/", "/verify"), EVERYTHING, ""),
    "driver without a case": (("/cases", "/report"), EVERYTHING, ""),
    "driver xA": (
        ("/cases", "/report", "/photos"),
        frozenset({*marks_of("y"), *Marks("xB").private(), "内容xoB标记"}),
        "内容xA标记",
    ),
    "driver xB": (
        ("/cases",),
        frozenset({*marks_of("y"), *Marks("xA").private(), "内容xoA标记"}),
        "内容xB标记",
    ),
    "no role": (("/officer/home",), EVERYTHING, ""),
    "head": (("/officer/home", "/officer/unit"), OF_PEOPLE, ""),
    "surveyor": (("/officer/home", "/officer/cameras/"), EVERYTHING, ""),
    "administrator": (("/officer/home", "/officer/admin/people"), OF_PEOPLE, ""),
    "auditor": (("/officer/home", "/officer/admin/audit"), OF_PEOPLE, ""),
    "insurer PICC": (
        ("/v1/determinations", "/v1/webhook-endpoints"),
        frozenset({*marks_of("y"), *Marks("xB").private()}),
        "事实x标记",
    ),
    "insurer PINGAN": (
        ("/v1/determinations", "/v1/webhook-endpoints"),
        frozenset({*marks_of("x"), *Marks("yB").private()}),
        "事实y标记",
    ),
}


def case_of(world: FakeWorld, kind: str) -> Case:
    with world.ledger.reading() as work:
        return work.cases.load(CaseId(f"case-{kind}"))


def own_with_theirs(who: str) -> tuple[dict[str, str], ...]:
    """For a party: the address of its own open case, and in it what belongs to another's."""
    if not who.startswith("driver x"):
        return ()
    return (values_of("yo") | {"tracking_code": values_of("xo")["tracking_code"]},)


@pytest.mark.parametrize("who", ROLES)
def test_no_link_and_no_guess_shows_what_is_somebody_elses(
    app: Flask, world: FakeWorld, who: str
) -> None:
    starts, forbidden, own = ROLES[who]
    others = "x" if who == "insurer PINGAN" else "y"
    before = [case_of(world, kind) for kind in (others, f"{others}o")]
    one = knocking(app, who)
    thief = Thief(one.client, forbidden | SECRETS, one.headers)

    thief.follow(*starts)
    assert own in thief.seen, "nothing of one's own was seen: the crawl went nowhere"
    if who not in CLIENTS:
        thief.send_forms()
    thief.guess(routes_to_something(app), values_of(others), *own_with_theirs(who))

    assert not thief.leaks
    assert [case_of(world, kind) for kind in (others, f"{others}o")] == before


def test_the_thief_finds_what_is_hidden_in_escapes_and_archives() -> None:
    app = Flask("leaking")
    app.add_url_rule(
        "/", "start", lambda: '<a href="/json">on</a><form action="/zip" method="post">'
    )
    app.add_url_rule("/json", "json", lambda: {"whose": "标"})

    def archive() -> Response:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("name", "标")
        return Response(content.getvalue(), mimetype="application/zip")

    app.add_url_rule("/zip", "zip", archive, methods=["POST"])
    thief = Thief(app.test_client(), frozenset({"标"}))
    thief.follow("/")
    thief.send_forms()
    assert [one.address for one in thief.leaks] == ["/json", "/zip"]

"""What every answer carries, and what typed text can do: nothing."""

import re
from dataclasses import replace

import pytest

from tests.browser.staged import staged_world
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
PUBLIC = (
    "/",
    "/emergency",
    "/safety",
    "/link",
    "/privacy",
    "/sign-in",
    "/officer/sign-in",
    "/nowhere",
)


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(app_on(staged_world()))


@pytest.mark.parametrize("address", PUBLIC)
def test_every_answer_is_guarded_by_headers(visitor: Visitor, address: str) -> None:
    headers = visitor.get(address).headers
    policy = headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "camera=(self)" in headers["Permissions-Policy"]


def test_no_page_carries_script_or_style_in_its_text(visitor: Visitor) -> None:
    visitor.sign_in_by_phone(examples.PHONE_A)
    pages = [visitor.get(address).text for address in (*PUBLIC, "/case/BCDF0005", "/report/place")]
    visitor.sign_in_as_officer()
    pages += [visitor.get(f"/officer/case/case-{number}").text for number in range(1, 9)]
    for page in pages:
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", page)


def test_secure_transport_is_insisted_on_where_it_is_used(visitor: Visitor) -> None:
    secure = visitor.client.get("/", base_url="https://accident.example")

    assert "Strict-Transport-Security" in secure.headers
    assert "Strict-Transport-Security" not in visitor.get("/").headers


@pytest.mark.proves("S6", "S11")
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor: Visitor) -> None:
    cookie = visitor.get("/language/en").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.proves("S5")
def test_typed_markup_is_shown_as_typed() -> None:
    world = FakeWorld()
    case = examples.proposed_case()
    nasty = replace(case.statements[0], words=EVIL)
    party = replace(case.parties[0], name=EVIL, vehicle=replace(case.parties[0].vehicle))
    case = replace(
        case,
        statements=(nasty, case.statements[1]),
        parties=(party, case.parties[1]),
        evidence_gap_detail=EVIL,
    )
    with world.ledger.transaction() as work:
        work.cases.add(case)
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    desk = visitor.get("/officer/case/case-1").text
    visitor.sign_in_by_phone(examples.PHONE_B)
    other = visitor.get("/case/BCDF0001").text

    for page in (desk, other):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert" in page


@pytest.mark.proves("S15")
@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_switching_language_never_leads_to_another_site(visitor: Visitor, back: str) -> None:
    response = visitor.client.get("/language/en", query_string={"back": back})

    assert response.location == "/"


@pytest.mark.proves("S1")
@pytest.mark.parametrize(
    "name", ["../pages.py", "..%2fpages.py", "/etc/passwd", "x/../../words.py"]
)
def test_assets_never_reach_outside_their_folder(visitor: Visitor, name: str) -> None:
    assert visitor.get(f"/assets/0/{name}").status_code in (404, 308)


def test_assets_may_be_kept_for_good_and_change_their_address_with_their_content(
    visitor: Visitor,
) -> None:
    address = re.search(r'href="(/assets/[0-9a-f]{12}/base\.css)"', visitor.read("/"))
    assert address is not None
    response = visitor.get(address.group(1))

    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.proves("S8")
def test_a_form_too_large_is_refused_with_a_page(visitor: Visitor) -> None:
    response = visitor.post("/sign-in", {"phone": "1" * 300_000})

    assert response.status_code == 413
    assert "too much to send" in response.text


def test_a_bug_is_a_page_that_tells_nothing_of_itself() -> None:
    class Broken:
        def load(self, key: str) -> dict[str, str]:
            raise RuntimeError("inner secret")

    world = FakeWorld()
    world.drafts = Broken()  # type: ignore[assignment]  # a store of our own port, broken
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(examples.PHONE_A)
    response = visitor.get("/report/place")

    assert response.status_code == 500
    assert "inner secret" not in response.text
    assert "on our side" in response.text


@pytest.mark.proves("R7", "S10")
def test_sign_in_stays_limited_while_the_counting_store_is_down() -> None:
    world = FakeWorld()
    app = app_on(world, RATELIMIT_STORAGE_URI="redis+unix:///nowhere/at/all.sock")
    world.codes.most_codes = 100
    statuses = [
        Visitor(app).post("/sign-in", {"phone": examples.PHONE_A}).status_code for _ in range(7)
    ]

    assert statuses == [303] * 5 + [429] * 2


def test_health_says_nothing_of_what_is_held(visitor: Visitor) -> None:
    assert visitor.get("/healthz").text == "ok\n"


def test_a_programmes_404_is_not_dressed_as_a_page(visitor: Visitor) -> None:
    response = visitor.client.get("/v9/nothing", headers={"Accept": "application/json"})

    assert response.status_code == 404
    assert "masthead" not in response.text

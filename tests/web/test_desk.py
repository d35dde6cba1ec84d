"""The queue as a desk for many: order, search, hands, thumbnails on record, and conflicts."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from accident_service.casefile.claim import CLAIM_LASTS
from accident_service.casefile.summary import PARTY_REQUEST
from accident_service.quantities.identifiers import CaseId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor

CODE = re.compile(r'<strong class="code">(\w+)</strong>')


def codes(page: str) -> list[str]:
    return CODE.findall(page)


def verbs(world: FakeWorld) -> list[str]:
    return [entry.act.verb for entry in world.ledger.tables.audit]


def post(visitor: Visitor, number: int, act: str, **fields: str) -> int:
    address = f"/officer/case/case-{number}"
    return visitor.post(f"{address}/{act}", fields, page=address).status_code


def test_what_is_due_stands_before_what_only_waits(officer: Visitor) -> None:
    assert codes(officer.read("/officer/")) == ["BCDF0003", "BCDF0008", "BCDF0006"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=c1234", 8),
        ("q=D0678&show=waiting", 2),
        ("q=BCDF0005", 1),
        ("q=2026-000001", 1),
        ("q=Central", 8),
        ("show=waiting&strength=firm", 1),
        ("show=waiting&due=overdue", 0),
        ("rule=R01", 1),
        ("site=nowhere", 0),
        ("since=2026-03-02T12:00&until=2026-03-02", 3),
        ("since=2026-03-03", 0),
        ("since=yesterday&strength=odd&held=odd&due=odd&show=odd&page=x", 3),
        ("held=me", 0),
        ("q=x", 0),
    ],
)
def test_a_list_is_what_its_address_asks_for(officer: Visitor, asked: str, found: int) -> None:
    assert len(codes(officer.read(f"/officer/?{asked}"))) == found


def test_an_empty_list_says_how_to_widen_it(officer: Visitor) -> None:
    page = officer.read("/officer/?q=zzzz&show=waiting")
    assert "No case fits all of this." in page
    assert "show=all" in page
    assert "Type at least two characters." in officer.read("/officer/?q=x")


def test_a_call_to_the_scene_stands_on_top_until_it_is_taken(
    world: FakeWorld, officer: Visitor
) -> None:
    case = examples.reported_case("9")
    routing = replace(case.report.routing, code=PARTY_REQUEST)
    called = replace(case, report=replace(case.report, routing=routing)).referred_by_law()
    with world.ledger.transaction() as work:
        work.cases.add(called)

    page = officer.read("/officer/")
    assert codes(page)[0] == "BCDF0009"
    assert "Officer wanted on the scene" in page
    assert post(officer, 9, "take") == 303
    assert "BCDF0009" not in codes(officer.read("/officer/"))
    assert "BCDF0009" in codes(officer.read("/officer/?show=all&held=me"))


def test_one_takes_it_and_the_other_is_told(officer: Visitor, colleague: Visitor) -> None:
    assert post(officer, 3, "take") == 303
    assert post(officer, 3, "take") == 303
    answer = colleague.post("/officer/case/case-3/take", {}, page="/officer/case/case-3")
    assert answer.status_code == 409
    assert "丙某 has this case in hand" in answer.text
    assert "丙某 has this case in hand" in colleague.read("/officer/case/case-3")
    assert codes(officer.read("/officer/?held=me")) == ["BCDF0003"]
    assert "BCDF0003" not in codes(colleague.read("/officer/?held=nobody"))


def test_a_claim_lapses_and_can_be_given_back(
    world: FakeWorld, officer: Visitor, colleague: Visitor
) -> None:
    assert post(officer, 3, "take") == 303
    assert post(colleague, 3, "release") == 403
    assert post(officer, 3, "release") == 303
    assert post(officer, 8, "take") == 303
    world.clock.pass_by(CLAIM_LASTS.total_seconds())
    with world.ledger.reading() as work:
        assert work.desk.claim(CaseId("case-3")) is None
        assert work.desk.claim(CaseId("case-8")) is not None
    again = Visitor(colleague.app)
    again.sign_in_as_officer("second")
    assert post(again, 8, "take") == 303


def test_a_case_handed_over_comes_with_its_note(officer: Visitor, colleague: Visitor) -> None:
    assert post(officer, 3, "hand-over", to="officer-2", note="乙方下午来电") == 303
    page = colleague.read("/officer/")
    assert "From 丙某" in page
    assert "乙方下午来电" in page
    assert post(officer, 3, "hand-over", to="officer-2", note="") == 409
    assert post(officer, 8, "hand-over", to="nobody", note="") == 404
    assert post(officer, 8, "hand-over", to="officer-1", note="") == 422


def test_back_leads_nowhere_else(officer: Visitor) -> None:
    answer = officer.post(
        "/officer/case/case-3/take", {"back": "//elsewhere.example"}, page="/officer/case/case-3"
    )
    assert answer.location == "/"


def test_each_officer_is_told_what_is_new_to_them(
    world: FakeWorld, officer: Visitor, colleague: Visitor
) -> None:
    officer.read("/officer/case/case-3")
    assert ">new<" not in row_of(officer, "BCDF0003")
    assert ">new<" in row_of(colleague, "BCDF0003")
    with world.ledger.transaction() as work:
        case = work.cases.load(CaseId("case-3"))
        work.cases.save(case.with_party_tracks(None))
    assert ">changed<" in row_of(officer, "BCDF0003")


def row_of(visitor: Visitor, code: str) -> str:
    rows = visitor.read("/officer/").split('class="queue-item')
    return next(row for row in rows if f">{code}<" in row)


@pytest.mark.proves("S17")
def test_a_thumbnail_is_had_only_from_a_list_of_ones_own(
    world: FakeWorld, officer: Visitor, colleague: Visitor
) -> None:
    (address,) = re.findall(
        r'src="(/officer/case/case-3/thumbnail[^"]+)"', officer.read("/officer/")
    )
    assert verbs(world)[-1] == "view-list"
    assert ("cases", "BCDF0003 BCDF0008 BCDF0006") in world.ledger.tables.audit[-1].act.detail

    shown = officer.get(unescape(address))
    assert shown.status_code == 200
    assert "private" in shown.headers["Cache-Control"]
    assert colleague.get(address).status_code == 404
    assert officer.get("/officer/case/case-3/thumbnail").status_code == 404
    assert officer.get(address.replace("case-3", "case-8")).status_code == 404
    assert officer.get("/officer/case/case-1/thumbnail").status_code == 404
    world.clock.pass_by(timedelta(days=2).total_seconds())
    stays = Visitor(officer.app)
    stays.sign_in_as_officer()
    assert stays.get(address).status_code == 404


def test_next_goes_down_the_queue_past_what_colleagues_have(
    officer: Visitor, colleague: Visitor
) -> None:
    assert officer.get("/officer/next").location == "/officer/case/case-3"
    assert officer.get("/officer/next?after=case-3").location == "/officer/case/case-8"
    assert officer.get("/officer/next?after=case-6").location == "/officer/case/case-3"
    post(colleague, 8, "take")
    assert officer.get("/officer/next?after=case-3").location == "/officer/case/case-6"

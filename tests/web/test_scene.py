"""The sheet for who drives to the scene."""

from dataclasses import replace

from accident_service.casefile.hand_over import HandOver
from accident_service.quantities.identifiers import CaseId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

SHEET = "/officer/case/case-7/scene"


def officer(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


def test_it_tells_where_who_and_what_is_known_and_is_on_record(world: FakeWorld) -> None:
    page = officer(world).read(SHEET)

    for told in (examples.PHONE_A, "WGS 84", "画面中另有第三辆车参与", "1 recording secured"):
        assert told in page
    with world.ledger.reading() as work:
        verbs = [one.act.verb for one in work.audit.of_case(CaseId("case-7"))]
    assert verbs == ["view-scene-sheet"]


def test_the_road_is_drawn_where_it_is_known(world: FakeWorld) -> None:
    drawn = officer(world).get("/officer/case/case-7/scene.svg")
    assert drawn.mimetype == "image/svg+xml"
    assert "<polygon" in drawn.text


def test_whoever_goes_says_so(world: FakeWorld) -> None:
    desk = officer(world)
    assert "Not pushed to the dispatch" in desk.read(SHEET)
    with world.ledger.transaction() as work:
        case = work.cases.load(CaseId("case-7"))
        pushed = HandOver(pushed_at=examples.NOON, receipt="D-7")
        work.cases.save(replace(case, version=case.version + 1, hand_over=pushed))
    assert "I go there" in desk.read(SHEET)
    assert desk.post(SHEET, {}).status_code == 303
    page = desk.read(SHEET)
    assert "I go there" not in page
    assert f"{examples.officer().name} goes there" in page
    assert "D-7" in desk.read("/officer/case/case-7")

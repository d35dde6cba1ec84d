"""The officer corrects at the desk: plain forms, an answer at once, nothing typed is lost."""

import pytest
from werkzeug.test import TestResponse

from accident_service.casework.ports import Step
from accident_service.liability.changes import ContactPlaced, FootprintMoved
from accident_service.liability.grade import Grade
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, case_of

CASE = "/officer/case/case-3"
REASON = "倒车灯亮起，画面可见。"
REVERSED = {"what": "fact", "kind": "reversing", "party": "V1", "truth": "true"}


def correct(
    visitor: Visitor, world: FakeWorld, fields: dict[str, str], behind: int = 0
) -> TestResponse:
    version = str(case_of(world, 3).version - behind)
    posted = {"seen_version": version, "reason": REASON, **fields}
    return visitor.post(f"{CASE}/correction", posted, page=CASE)


def test_a_fact_set_changes_the_proposal_and_both_are_shown(
    world: FakeWorld, officer: Visitor
) -> None:
    answer = correct(officer, world, REVERSED)
    page = officer.read(CASE)

    assert answer.status_code == 303
    assert answer.location.endswith("#corrections")
    proposal = case_of(world, 3).proposal
    assert proposal is not None
    assert proposal.grade_of(examples.TRACK_A) is Grade.FULL
    for said in (
        "From the measurements alone",
        "Party B 吉CD06789 full responsibility",
        "With the corrections",
        "Party A 吉C12345 full responsibility",
        "Party A's vehicle was reversing",
        "still being worked out",
        "told by 丙某",
        REASON,
    ):
        assert said in page, said
    world.ledger.only_waiting(Step.LOOK_AGAIN)
    assert officer.get(f"{CASE}/correction-state").json == {
        "version": case_of(world, 3).version,
        "pending": True,
    }


def test_undo_and_restore_are_buttons(world: FakeWorld, officer: Visitor) -> None:
    measured = case_of(world, 3).proposal
    correct(officer, world, REVERSED)
    corrected = case_of(world, 3).proposal
    for number, stands in (("1", measured), ("2", corrected)):
        version = str(case_of(world, 3).version)
        fields = {"seen_version": version, "number": number}
        assert officer.post(f"{CASE}/correction-withdrawal", fields, page=CASE).status_code == 303
        assert case_of(world, 3).proposal == stands
    page = officer.read(CASE)
    assert "Undo" in page
    assert "Restore" not in page


def test_ones_own_second_click_is_harmless(world: FakeWorld, officer: Visitor) -> None:
    moved = {"what": "footprint", "party": "V2", "at_s": "69.2", "left_m": "0.4"}

    assert correct(officer, world, moved).status_code == 303
    assert correct(officer, world, moved, behind=1).status_code == 303
    assert len(case_of(world, 3).corrections) == 1


def test_a_case_that_moved_on_is_not_corrected_and_what_was_typed_is_kept(
    world: FakeWorld, officer: Visitor
) -> None:
    answer = correct(officer, world, REVERSED, behind=1)

    assert answer.status_code == 409
    assert "The case has changed since you opened it. Nothing was corrected" in answer.text
    assert f"{REASON}</textarea>" in answer.text
    assert '<option value="reversing" selected>' in answer.text
    assert case_of(world, 3).corrections == ()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({**REVERSED, "reason": "短"}, "at least 10 characters"),
        ({**REVERSED, "truth": ""}, "Choose one of these."),
        ({**REVERSED, "at_s": "soon"}, "Give a number"),
        ({**REVERSED, "at_s": "99"}, "not in sight then"),
        ({**REVERSED, "party": "V9"}, "No such vehicle"),
        ({"what": "footprint", "party": "V2", "at_s": ""}, "Give a number"),
        ({"what": "footprint", "party": "V2", "at_s": "69.2", "left_m": "50"}, "too far"),
        ({"what": "contact", "party": "V2", "other": "V2", "at_s": "69.2"}, "two different"),
        ({"what": "phase", "approach": "", "phase": "red", "from_s": "1"}, "Choose the approach"),
        ({"what": "phase", "approach": "E", "phase": "red", "from_s": "1"}, "No such light"),
        ({"what": "line", "lane": "x", "side": "left", "line": "none"}, "no such lane"),
        ({"what": "verdict"}, "Choose what to correct."),
    ],
)
def test_what_lacks_something_is_told_by_its_field(
    world: FakeWorld, officer: Visitor, fields: dict[str, str], why: str
) -> None:
    answer = correct(officer, world, fields)

    assert answer.status_code == 422
    assert why in answer.text
    assert case_of(world, 3).corrections == ()


def test_a_vehicle_is_moved_as_people_see_it(world: FakeWorld, officer: Visitor) -> None:
    moved = {"what": "footprint", "party": "V1", "at_s": "69.2", "ahead_m": "-1,5", "left_m": "0.5"}
    assert correct(officer, world, moved).status_code == 303
    act = case_of(world, 3).corrections[0].act

    assert isinstance(act, FootprintMoved)
    assert act.x_m == pytest.approx(8.5)
    assert act.y_m == pytest.approx(0.5)
    assert act.heading_rad is None


@pytest.mark.parametrize(
    "fields",
    [
        {"what": "contact", "party": "V1", "other": "V2", "at_s": "71.24"},
        {"what": "no-contact", "party": "V1", "other": "V2"},
        {"what": "line", "lane": "east-1", "side": "left", "line": "solid_white"},
        {"what": "fact", "kind": "door-opened", "party": "V1", "truth": "true", "at_s": "70"},
    ],
)
def test_every_form_is_taken(world: FakeWorld, officer: Visitor, fields: dict[str, str]) -> None:
    assert correct(officer, world, fields).status_code == 303
    assert case_of(world, 3).corrections[0].act.what == fields["what"]
    assert officer.get(CASE).status_code == 200


def test_a_case_no_officer_waits_for_shows_no_forms(officer: Visitor) -> None:
    assert "Set or dismiss a fact" in officer.read(CASE)
    for number in (1, 5, 6):
        assert "Set or dismiss a fact" not in officer.read(f"/officer/case/case-{number}")


def test_overruling_the_match_of_vehicles_needs_a_reason(
    world: FakeWorld, officer: Visitor
) -> None:
    fields = {"seen_version": str(case_of(world, 3).version), "track_a": "V2"}
    assert officer.post(f"{CASE}/tracks", fields, page=CASE).status_code == 422
    fields["reason"] = "号牌与双方所述不符，应当互换。"
    assert officer.post(f"{CASE}/tracks", fields, page=CASE).status_code == 303
    assert "In the picture V2 is party A's vehicle" in officer.read(CASE)


def test_a_contact_can_be_told_by_its_place(world: FakeWorld, officer: Visitor) -> None:
    where = {"at_s": "71.24", "x_m": "8", "y_m": "0"}
    placed = {"what": "contact", "party": "V1", "other": "V2", **where}
    assert correct(officer, world, placed).status_code == 303
    act = case_of(world, 3).corrections[0].act

    assert isinstance(act, ContactPlaced)
    assert (act.x_m, act.doubt_s) == (8.0, 0.1)


def test_the_plan_shows_the_vehicle_where_the_officer_saw_it(
    world: FakeWorld, officer: Visitor
) -> None:
    before = officer.get(f"{CASE}/review.json").json
    moved = {"what": "footprint", "party": "V1", "at_s": "69.2", "left_m": "0.5"}
    correct(officer, world, moved)
    correct(officer, world, {"what": "contact", "party": "V1", "other": "V2", "at_s": "70.8"})
    after = officer.get(f"{CASE}/review.json").json

    assert before is not None
    assert after is not None
    y_m = [
        track["y_m"][0]
        for review in (before, after)
        for track in review["tracks"]
        if track["id"] == "V1"
    ]
    assert y_m[1] - y_m[0] == pytest.approx(0.5, abs=0.01)
    assert after["contact"]["t_s"] == pytest.approx(70.8)

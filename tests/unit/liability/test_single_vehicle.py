from dataclasses import replace

from accident_service.liability.rulebook import Rulebook
from accident_service.liability.single_vehicle import lone_findings, lone_reason
from tests.unit.liability import roads
from tests.unit.liability.drives import A, Accident, B, reconstruction, straight, track
from tests.unit.liability.manoeuvre_drives import stopped_by

LAW = Rulebook.built_in()
AT_THE_KERB = reconstruction(track(A, stopped_by(-0.8, within_s=0.2)))


def test_one_that_ran_into_the_kerb_is_shown_and_not_graded() -> None:
    proposal = Accident(found=AT_THE_KERB, road_map=roads.straight_road()).proposed()

    assert proposal.abstained
    assert proposal.rule_code == "R34"
    assert [(one.rule_code, one.at_fault) for one in proposal.findings] == [("R34", A)]
    assert [reason.code for reason in proposal.reasons] == ["officer-R34"]


def test_who_only_drives_by_ran_into_nothing() -> None:
    found = reconstruction(track(A, straight(0.0, 0.0, 0.0, 10.0)))
    proposal = Accident(found=found, road_map=roads.straight_road()).proposed()

    assert [reason.code for reason in proposal.reasons] == ["no-collision"]


def test_two_blows_on_one_clip_are_more_likely_the_clips() -> None:
    both = reconstruction(
        track(A, stopped_by(-0.8, within_s=0.2)), track(B, stopped_by(7.9, within_s=0.2))
    )
    facts, findings = lone_findings(replace(both), roads.straight_road(), LAW)

    assert findings == ()
    assert len(facts.all) == 2


def test_without_the_rule_nothing_is_found() -> None:
    without = replace(LAW, rules=())

    assert lone_findings(AT_THE_KERB, roads.straight_road(), without)[1] == ()


def test_the_officer_is_told_what_to_look_at() -> None:
    (finding,) = lone_findings(AT_THE_KERB, roads.straight_road(), LAW)[1]

    assert "No contact between vehicles" in lone_reason(finding).en
    assert "未发现车辆相互接触" in lone_reason(finding).zh

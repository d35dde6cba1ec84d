from dataclasses import replace

import pytest

from accident_service.liability.grade import Grade
from accident_service.liability.proposal import Strength
from accident_service.liability.signal_log import SignalLog
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.collision.event import NearMiss
from accident_service.reconstruction.ground.trajectory import VehicleClass
from tests.unit.liability import roads
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    cut_in,
    left_turn,
    rear_end,
    reconstruction,
    standing,
    straight,
    track,
)

FULL_B = ((B, Grade.FULL), (A, Grade.NONE))


def codes(accident: Accident) -> list[str]:
    return [reason.code for reason in accident.proposed().reasons]


@pytest.mark.parametrize(
    ("accident", "rule"), [(rear_end(), "R01"), (cut_in(), "R02"), (left_turn(), "R07")]
)
def test_a_clear_accident_is_proposed_firmly(accident: Accident, rule: str) -> None:
    proposal = accident.proposed()

    assert proposal.grades == FULL_B
    assert proposal.rule_code == rule
    assert proposal.strength is Strength.FIRM
    assert not proposal.reasons
    assert not proposal.refer
    assert [finding.at_fault for finding in proposal.findings] == [B]
    assert proposal.findings[0].relied_on


def test_no_contact_is_an_abstention_that_names_the_closest_pass() -> None:
    miss = NearMiss(tracks=(A, B), pts_s=6.0, gap_m=Estimate(0.75, 0.1))
    found = reconstruction(track(A, standing(0.0, 0.0)), near_misses=(miss,))
    proposal = Accident(found=found, road_map=roads.straight_road()).proposed()

    assert proposal.abstained
    assert proposal.rule_code is None
    assert [reason.code for reason in proposal.reasons] == ["no-collision"]
    assert "[0.55, 0.95] m" in proposal.reasons[0].en


def test_a_leader_that_reversed_is_never_the_innocent_one() -> None:
    reversing = straight(20.0, 0.0, 0.0, -1.5)
    accident = rear_end(leader=reversing)

    proposal = accident.proposed()

    assert dict(proposal.grades) == {A: Grade.FULL, B: Grade.NONE}
    assert proposal.rule_code == "R20"


def test_a_leader_that_did_not_reverse_is_cleared_with_its_numbers() -> None:
    excluded = {one.rule_code: one for one in rear_end().proposed().excluded}

    assert "[-0.4, 0.4] km/h" in excluded["R20"].en
    assert "[-0.4, 0.4]千米/小时" in excluded["R20"].zh


def test_a_second_touch_of_the_same_pair_changes_nothing() -> None:
    accident = rear_end()
    again = replace(accident.found.collisions[0], pts_s=8.0)
    twice = replace(accident.found, collisions=(again, *accident.found.collisions))

    assert replace(accident, found=twice).proposed() == accident.proposed()


def test_a_two_wheeler_is_referred_and_not_graded() -> None:
    accident = rear_end()
    leader, follower, *_ = accident.found.trajectories
    rider = replace(leader, vehicle_class=VehicleClass.TWO_WHEELER)
    proposal = replace(
        accident, found=replace(accident.found, trajectories=(rider, follower))
    ).proposed()

    assert proposal.abstained
    assert proposal.refer == ("REF_NON_MOTOR",)


def test_footage_that_fails_the_gate_still_shows_its_facts() -> None:
    accident = rear_end()
    hidden = replace(accident.found.collisions[0], hidden=True)
    proposal = replace(accident, found=replace(accident.found, collisions=(hidden,))).proposed()

    assert [reason.code for reason in proposal.reasons] == ["contact-hidden"]
    assert proposal.facts.all


def test_a_left_turn_without_a_signal_log_cannot_be_told() -> None:
    accident = left_turn(lights=SignalLog())

    assert accident.proposed().abstained
    assert codes(accident) == ["mixed-M08"]


def test_a_left_turn_on_red_is_another_rule() -> None:
    accident = left_turn(lights=roads.signals(W="red", E="green"))

    assert accident.proposed().rule_code != "R07"


def test_a_turner_first_seen_inside_the_junction_is_proposed_with_a_reserve() -> None:
    proposal = left_turn(from_s=5.95).proposed()

    assert proposal.grades == FULL_B
    assert proposal.strength is Strength.LIMITED
    assert [reason.code for reason in proposal.reasons] == ["officer-look"]


def test_a_lane_change_seen_only_briefly_is_proposed_with_a_reserve() -> None:
    proposal = cut_in(from_s=5.0).proposed()

    assert proposal.grades == FULL_B
    assert proposal.strength is Strength.LIMITED

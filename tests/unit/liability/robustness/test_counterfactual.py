import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.judge import judge
from accident_service.liability.robustness.counterfactual import counterfactuals, danger_showed_s
from accident_service.liability.robustness.firmness import possible_worlds
from accident_service.liability.robustness.worlds import thinned
from accident_service.liability.rulebook import Rulebook
from accident_service.liability.second_look import Counterfactual, Supposition
from accident_service.quantities.identifiers import TrackId
from tests.unit.liability.drives import (
    CONTACT_S,
    OCCURRED_ON,
    Accident,
    B,
    cut_in,
    left_turn,
    rear_end,
)

LAW = Rulebook.built_in().in_force(OCCURRED_ON)


def told(accident: Accident) -> dict[tuple[Supposition, TrackId], Counterfactual]:
    seen = accident.observed()
    judgement = judge(seen, LAW)
    at_fault = frozenset(finding.at_fault for finding in judgement.considered.findings)
    found = counterfactuals(possible_worlds(thinned(seen), 12), judgement.facts, at_fault)
    return {(one.supposed, one.party): one for one in found}


def test_who_follows_at_eight_metres_a_second_could_have_stopped() -> None:
    braked = told(rear_end())[Supposition.BRAKED, B]

    # The danger shows 5 s before; braking begins 3.5 s before, 28 m off, and takes 6.4 m.
    assert braked.avoided is Truth.TRUE
    assert braked.gap_m.low < 28.0 - 6.4 < braked.gap_m.high
    assert "no contact" in braked.sentence_en


def test_who_is_run_into_is_not_asked_why_it_did_not_brake() -> None:
    assert [party for _, party in told(rear_end())] == [B]


def test_had_the_turner_waited_nothing_would_have_happened() -> None:
    waited = told(left_turn())[Supposition.WAITED, B]

    # Its front at x = -10, the other's lane edge-on at y = 1.75: they pass at two metres or more.
    assert waited.avoided is Truth.TRUE
    assert waited.gap_m.low > 1.0


def test_only_who_was_found_at_fault_is_asked_to_have_waited() -> None:
    assert {party for supposed, party in told(left_turn()) if supposed is Supposition.WAITED} == {B}


def test_had_the_changer_kept_its_lane_the_lanes_would_have_parted_them() -> None:
    stayed = told(cut_in())[Supposition.STAYED_IN_LANE, B]

    assert stayed.avoided is Truth.TRUE
    assert stayed.gap_m.low > 0.3


def test_nobody_kept_a_limit_who_was_not_above_it() -> None:
    accident = rear_end()
    facts = judge(accident.observed(), LAW).facts

    assert facts.about(FactKind.ABOVE_SPEED_LIMIT, B).truth is not Truth.TRUE
    assert not any(supposed is Supposition.KEPT_LIMIT for supposed, _ in told(accident))


def test_the_danger_shows_when_both_going_on_would_meet() -> None:
    assert danger_showed_s(rear_end().observed()) == pytest.approx(CONTACT_S - 5.0, abs=0.05)

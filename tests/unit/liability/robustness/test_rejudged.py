from accident_service.liability.facts import braking
from accident_service.liability.facts.detect import detect_facts
from accident_service.liability.robustness.rejudged import division, rejudged
from accident_service.liability.robustness.worlds import WorldErrors, thinned, world
from accident_service.liability.rulebook import Rulebook
from tests.unit.liability.drives import OCCURRED_ON, cut_in, left_turn, rear_end

LAW = Rulebook.built_in().in_force(OCCURRED_ON)


def test_a_world_without_errors_is_divided_as_proposed() -> None:
    for accident in (rear_end(), cut_in(), left_turn()):
        seen = accident.observed()
        there = world(thinned(seen), WorldErrors(vehicles={}))

        _, apportioned = rejudged(there, LAW, detect_facts(seen))

        assert division(apportioned) == frozenset(accident.proposed().grades)


def test_what_was_told_of_braking_is_kept_as_measured() -> None:
    seen = rear_end().observed()
    facts = detect_facts(seen)
    there = world(thinned(seen), WorldErrors(vehicles={}))

    considered, _ = rejudged(there, LAW, facts)

    assert any(fact.detector == braking.DETECTOR for fact in facts)
    assert len(considered.assessments) == 2 * len(LAW.rules)

from accident_service.liability.judge import judge
from accident_service.liability.robustness.firmness import firmness, possible_worlds
from accident_service.liability.robustness.worlds import thinned
from accident_service.liability.rulebook import Rulebook
from accident_service.liability.second_look import Firmness
from tests.unit.liability.drives import OCCURRED_ON, Accident, B, cut_in, rear_end

LAW = Rulebook.built_in().in_force(OCCURRED_ON)


def told(accident: Accident, count: int = 40) -> Firmness:
    seen = accident.observed()
    proposed = judge(seen, LAW).apportionment.division
    return firmness(possible_worlds(thinned(seen), count), LAW, proposed=proposed)


def test_a_clear_case_is_divided_alike_in_every_world() -> None:
    clear = told(rear_end())

    assert clear.is_firm
    most = clear.rules[0]
    assert (most.rule_code, most.at_fault, most.share) == ("R01", B, 1.0)


def test_a_case_on_the_edge_is_divided_differently_in_many() -> None:
    # With sigmas of 1.6 m nobody knows which lane either was in.
    edge = told(cut_in(sigma_scale=32.0))

    assert len({one.rule_code for one in edge.rules}) > 1
    assert all(one.share < 0.9 for one in edge.rules)
    assert not edge.is_firm


def test_the_same_measurements_give_the_same_worlds() -> None:
    assert told(cut_in(sigma_scale=8.0), 10) == told(cut_in(sigma_scale=8.0), 10)

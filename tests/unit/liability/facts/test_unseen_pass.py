import pytest

from accident_service.liability.fact import Truth
from accident_service.liability.facts.unseen_pass import unseen_pass
from tests.unit.liability.drives import A, Accident, B, cut_in, left_turn, rear_end
from tests.unit.liability.overtaking_drives import overtaken_turning_round, passing_on_the_right


@pytest.mark.parametrize("accident", [rear_end(), cut_in(), left_turn()])
def test_where_nothing_was_passed_nothing_stays_open(accident: Accident) -> None:
    for pair in ((A, B), (B, A)):
        assert unseen_pass(accident.observed(), *pair) is Truth.FALSE


@pytest.mark.parametrize("scene", [overtaken_turning_round, passing_on_the_right])
def test_doubt_whether_it_came_from_behind_leaves_it_open(scene: object) -> None:
    assert callable(scene)
    accident: Accident = scene(sigma_scale=32.0)

    assert unseen_pass(accident.observed(), B, A) is Truth.UNKNOWN

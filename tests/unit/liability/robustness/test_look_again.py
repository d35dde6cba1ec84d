from accident_service.liability.judge import judge
from accident_service.liability.robustness.look_again import look_again
from accident_service.liability.rulebook import Rulebook
from accident_service.liability.second_look import SecondLook
from accident_service.liability.signal_log import SignalLog
from tests.unit.liability.drives import OCCURRED_ON, Accident, left_turn

LAW = Rulebook.built_in().in_force(OCCURRED_ON)


def looked(accident: Accident) -> SecondLook:
    seen = accident.observed()
    return look_again(seen, LAW, judge(seen, LAW), 12)


def test_a_clear_case_is_firm_and_wants_nothing_more() -> None:
    look = looked(left_turn())

    assert look.firmness.is_firm
    assert look.flips == ()
    assert look.counterfactuals


def test_without_the_signals_the_log_is_what_would_decide() -> None:
    look = looked(left_turn(lights=SignalLog()))

    assert "signal-log" in {one.code for one in look.further_evidence}

from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.signal_phase import detect
from accident_service.liability.signal_log import ApproachSignal, Phase, PhaseChange, SignalLog
from tests.unit.liability import roads
from tests.unit.liability.drives import A, B, left_turn, rear_end, straight, track
from tests.unit.liability.facts.told import truth


def turning_red_at(pts_s: float, *, sigma_s: float = 0.1) -> SignalLog:
    changes = (PhaseChange(0.0, Phase.GREEN), PhaseChange(pts_s, Phase.RED))
    return SignalLog(
        approaches=(ApproachSignal(approach="E", changes=changes),), clock_sigma_s=sigma_s
    )


@pytest.mark.parametrize(
    ("red_at_s", "on_green", "on_red"),
    [
        (6.9, Truth.TRUE, Truth.FALSE),
        (5.9, Truth.UNKNOWN, Truth.UNKNOWN),  # A's front passes the line at about 5.9 s
        (4.0, Truth.FALSE, Truth.TRUE),
    ],
)
def test_the_phase_is_told_only_beyond_the_doubt_of_both_clocks(
    red_at_s: float, on_green: Truth, on_red: Truth
) -> None:
    accident = left_turn(lights=turning_red_at(red_at_s))

    assert truth(detect, accident, FactKind.ENTERED_ON_GREEN, A) is on_green
    assert truth(detect, accident, FactKind.ENTERED_ON_RED, A) is on_red


def test_a_worse_clock_makes_it_unknown() -> None:
    accident = left_turn(lights=turning_red_at(6.9, sigma_s=1.0))

    assert truth(detect, accident, FactKind.ENTERED_ON_GREEN, A) is Truth.UNKNOWN


def test_without_a_log_of_the_approach_it_is_unknown() -> None:
    accident = left_turn(lights=roads.signals(W="green"))

    assert truth(detect, accident, FactKind.ENTERED_ON_GREEN, A) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.ENTERED_ON_GREEN, B) is Truth.TRUE


def test_where_no_signal_stands_nothing_was_entered_on_any_phase() -> None:
    for kind in (FactKind.ENTERED_ON_GREEN, FactKind.ENTERED_ON_RED):
        assert truth(detect, rear_end(), kind, A) is Truth.FALSE


def test_who_waits_before_its_line_has_entered_on_nothing() -> None:
    accident = left_turn()
    waiting = track(A, straight(14.0, 1.75, 3.14159, 0.0))
    found = replace(accident.found, trajectories=(waiting, accident.found.trajectories[1]))
    seen = replace(accident, found=found)

    assert truth(detect, seen, FactKind.ENTERED_ON_RED, A) is Truth.FALSE


def test_an_entry_that_cannot_even_be_bounded_is_unknown() -> None:
    accident = left_turn(from_s=6.9)

    assert truth(detect, accident, FactKind.ENTERED_ON_GREEN, B) is Truth.UNKNOWN

from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.signal_phase import detect
from accident_service.liability.road_map import StopControl
from accident_service.liability.signal_log import ApproachSignal, Phase, PhaseChange, SignalLog
from tests.unit.liability import roads
from tests.unit.liability.drives import A, B, left_turn, rear_end, straight, track
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.junction_drives import crossing_straight, right_turn


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


GREEN, YELLOW, RED = FactKind.ENTERED_ON_GREEN, FactKind.ENTERED_ON_YELLOW, FactKind.ENTERED_ON_RED


@pytest.mark.parametrize(
    ("yellow_at_s", "told"),
    [
        (5.4, (Truth.FALSE, Truth.TRUE, Truth.FALSE)),
        (5.9, (Truth.UNKNOWN, Truth.UNKNOWN, Truth.FALSE)),
        (6.4, (Truth.TRUE, Truth.FALSE, Truth.FALSE)),  # past the line before yellow: lawful
    ],
)
def test_yellow_counts_only_when_it_had_begun_before_the_line(
    yellow_at_s: float, told: tuple[Truth, ...]
) -> None:
    changes = (PhaseChange(0.0, Phase.GREEN), PhaseChange(yellow_at_s, Phase.YELLOW))
    log = SignalLog(approaches=(ApproachSignal(approach="E", changes=changes),), clock_sigma_s=0.1)
    accident = left_turn(lights=log)

    assert tuple(truth(detect, accident, kind, A) for kind in (GREEN, YELLOW, RED)) == told


def test_red_must_have_stood_for_a_picture_and_the_doubt_of_both_clocks() -> None:
    # A's front passes the line at 5.9 s, known to 0.01 s; the clock to 0.2 s (k = 2).
    doubt_s = 0.01 + 0.2
    for before_s, told in ((doubt_s + 0.02, Truth.UNKNOWN), (doubt_s + 0.06, Truth.TRUE)):
        accident = left_turn(lights=turning_red_at(5.9 - before_s))

        assert truth(detect, accident, RED, A) is told


def test_the_sentence_says_how_long_red_had_stood() -> None:
    said = fact(detect, left_turn(lights=turning_red_at(4.0)), RED, A).sentence_en

    assert "after red began" in said


def test_an_arrow_light_holds_the_way_it_points_to() -> None:
    lights = SignalLog(
        approaches=tuple(
            ApproachSignal(approach=light, changes=(PhaseChange(-100.0, phase),))
            for light, phase in (
                ("E", Phase.GREEN),
                ("W/left", Phase.RED),
                ("W/straight", Phase.GREEN),
            )
        )
    )
    accident = left_turn(lights=lights)

    assert truth(detect, accident, RED, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.OWN_ARROW_LIGHT, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.OWN_ARROW_LIGHT, A) is Truth.FALSE
    assert truth(detect, accident, GREEN, A) is Truth.TRUE


def test_without_a_log_whether_an_arrow_stands_is_unknown() -> None:
    accident = left_turn(lights=roads.signals())

    assert truth(detect, accident, FactKind.OWN_ARROW_LIGHT, B) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.APPROACH_SIGNALLED, B) is Truth.TRUE


def test_without_signals_nothing_of_them_is_told() -> None:
    accident = crossing_straight(road_map=roads.junction(control=StopControl.NONE))

    for kind in (
        FactKind.APPROACH_SIGNALLED,
        FactKind.OWN_ARROW_LIGHT,
        FactKind.RIGHT_TURN_WITHOUT_ARROW,
        YELLOW,
    ):
        assert truth(detect, accident, kind, A) is Truth.FALSE


@pytest.mark.parametrize(
    ("lights", "free"),
    [
        ({"W": "red"}, Truth.TRUE),
        ({"W/left": "red", "W/straight": "red"}, Truth.TRUE),
        ({"W/right": "red", "W/straight": "red"}, Truth.FALSE),
        ({}, Truth.UNKNOWN),
    ],
)
def test_a_right_turn_is_free_unless_an_arrow_holds_it(lights: dict[str, str], free: Truth) -> None:
    accident = right_turn(lights=roads.signals(0.1, E="green", **lights))

    assert truth(detect, accident, FactKind.RIGHT_TURN_WITHOUT_ARROW, B) is free
    assert truth(detect, accident, RED, B) is (Truth.TRUE if lights else Truth.UNKNOWN)
    assert truth(detect, accident, FactKind.RIGHT_TURN_WITHOUT_ARROW, A) is Truth.FALSE

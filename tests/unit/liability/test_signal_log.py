import pytest

from accident_service.liability.signal_log import ApproachSignal, Phase, PhaseChange, SignalLog
from accident_service.quantities.uncertainty import Interval

E_SIGNAL = ApproachSignal(
    approach="E",
    changes=(
        PhaseChange(0.0, Phase.GREEN),
        PhaseChange(10.5, Phase.YELLOW),
        PhaseChange(13.5, Phase.RED),
    ),
)
LOG = SignalLog(approaches=(E_SIGNAL,), clock_sigma_s=0.1)


@pytest.mark.parametrize(
    ("low_s", "high_s", "phase"),
    [
        (5.0, 5.1, Phase.GREEN),
        (10.2, 10.25, Phase.GREEN),
        (10.35, 10.36, Phase.UNKNOWN),  # two sigmas of the clock reach the change
        (10.8, 13.2, Phase.YELLOW),
        (9.0, 14.0, Phase.UNKNOWN),
        (20.0, 21.0, Phase.RED),
        (0.1, 0.1, Phase.UNKNOWN),  # before the first change nothing is known
    ],
)
def test_a_phase_is_told_only_when_it_held_over_the_whole_widened_interval(
    low_s: float, high_s: float, phase: Phase
) -> None:
    assert LOG.phase_over("E", Interval(low_s, high_s)) is phase


def test_every_phase_that_may_have_been_shown_is_listed() -> None:
    assert LOG.phases_over("E", Interval(10.0, 14.0)) == {Phase.GREEN, Phase.YELLOW, Phase.RED}


def test_an_approach_without_a_log_is_unknown() -> None:
    assert LOG.knows("E")
    assert not LOG.knows("N")
    assert LOG.phase_over("N", Interval(1.0, 2.0)) is Phase.UNKNOWN
    assert SignalLog().phase_over("E", Interval(1.0, 2.0)) is Phase.UNKNOWN


def test_changes_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        ApproachSignal(
            approach="E", changes=(PhaseChange(5.0, Phase.RED), PhaseChange(1.0, Phase.GREEN))
        )


def arrows(*lights: str) -> SignalLog:
    return SignalLog(
        approaches=tuple(
            ApproachSignal(approach=light, changes=(PhaseChange(10.0, Phase.RED),))
            for light in lights
        ),
        clock_sigma_s=0.1,
    )


@pytest.mark.parametrize(
    ("lights", "movement", "held_by"),
    [
        (("E",), "left", "E"),
        (("E", "E/left"), "left", "E/left"),
        (("E", "E/left"), "straight", "E"),
        (("E/left", "E/straight"), "right", "E/straight"),
        (("E/right", "E/straight"), "right", "E/right"),
        ((), "left", "E"),
    ],
)
def test_every_way_is_held_by_its_arrow_or_else_by_the_round_light(
    lights: tuple[str, ...], movement: str, held_by: str
) -> None:
    log = arrows(*lights)

    assert log.light_for("E", movement) == held_by
    assert log.has_arrow("E", movement) is (f"E/{movement}" in lights)


def test_the_time_since_an_onset_carries_the_clocks_doubt() -> None:
    since_s = arrows("E").since_onset_s("E", Phase.RED, Interval(11.0, 11.2))

    assert since_s is not None
    assert (since_s.low, since_s.high) == pytest.approx((0.8, 1.4))


def test_before_the_onset_the_time_is_negative_and_without_one_there_is_none() -> None:
    log = arrows("E")
    before_s = log.since_onset_s("E", Phase.RED, Interval(9.0, 9.2))

    assert before_s is not None
    assert before_s.high < 0
    assert log.since_onset_s("E", Phase.GREEN, Interval(9.0, 9.2)) is None
    assert log.since_onset_s("W", Phase.RED, Interval(9.0, 9.2)) is None

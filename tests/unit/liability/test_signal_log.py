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

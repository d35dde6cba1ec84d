import pytest

from accident_service.liability.changes import PhaseMarked
from accident_service.liability.marked_signals import with_phases
from accident_service.liability.signal_log import ApproachSignal, Phase, PhaseChange, SignalLog
from accident_service.quantities.uncertainty import Interval

LOG = SignalLog(
    approaches=(
        ApproachSignal(
            approach="E",
            changes=(PhaseChange(0.0, Phase.GREEN), PhaseChange(10.0, Phase.RED)),
        ),
    ),
    clock_sigma_s=0.1,
)


def shown(log: SignalLog, light: str, at_s: float) -> Phase:
    return log.phase_over(light, Interval(at_s, at_s))


@pytest.mark.parametrize(
    ("at_s", "phase"),
    [(1.0, Phase.GREEN), (4.0, Phase.RED), (7.0, Phase.GREEN), (11.0, Phase.RED)],
)
def test_a_mark_stands_between_what_was_logged(at_s: float, phase: Phase) -> None:
    mark = PhaseMarked(light="E", from_s=3.0, to_s=5.0, phase=Phase.RED)

    assert shown(with_phases(LOG, [mark]), "E", at_s) is phase


def test_without_an_end_it_lasts_to_the_next_change() -> None:
    log = with_phases(LOG, [PhaseMarked(light="E", from_s=8.0, phase=Phase.YELLOW)])

    assert shown(log, "E", 9.0) is Phase.YELLOW
    assert shown(log, "E", 11.0) is Phase.RED


def test_a_light_nobody_logged_is_read_off_the_clips_own_clock() -> None:
    log = with_phases(LOG, [PhaseMarked(light="N/left", from_s=2.0, to_s=4.0, phase=Phase.RED)])

    assert shown(log, "N/left", 2.05) is Phase.RED
    assert shown(log, "N/left", 1.9) is Phase.UNKNOWN
    assert shown(log, "N/left", 4.1) is Phase.UNKNOWN
    assert shown(log, "E", 10.1) is Phase.UNKNOWN  # the controller's clock stays in doubt
    assert log.has_arrow("N", "left")


def test_a_later_mark_goes_over_an_earlier_one() -> None:
    red = PhaseMarked(light="E", from_s=3.0, phase=Phase.RED)
    green = PhaseMarked(light="E", from_s=3.0, phase=Phase.GREEN)

    assert shown(with_phases(LOG, [red, green]), "E", 5.0) is Phase.GREEN

"""A receiver that fails is asked ten times over three days, and never all receivers at once."""

from datetime import timedelta

import pytest

from accident_service.casefile.webhook_schedule import PAUSES_S, pause_after, rest_of

MIDDLE, EARLIEST, LATEST = 0.5, 0.0, 1.0


def test_there_are_ten_tries_over_three_days() -> None:
    pauses = [pause_after(failures, MIDDLE) for failures in range(1, 10)]
    assert pauses == [timedelta(seconds=pause_s) for pause_s in PAUSES_S]
    assert pause_after(10, MIDDLE) is None
    assert timedelta(days=3) < sum((one for one in pauses if one), timedelta()) < timedelta(days=4)


@pytest.mark.parametrize(("share", "pause_s"), [(EARLIEST, 240), (MIDDLE, 300), (LATEST, 360)])
def test_a_pause_is_spread_by_a_fifth(share: float, pause_s: float) -> None:
    pause = pause_after(2, share)
    assert pause is not None
    assert pause.total_seconds() == pytest.approx(pause_s)


@pytest.mark.parametrize(
    ("asked_for_s", "pause_s"),
    [
        pytest.param(1.0, 300.0, id="less than ours"),
        pytest.param(900.0, 900.0, id="more than ours"),
        pytest.param(1e9, 86_400.0, id="for ever"),
    ],
)
def test_a_receiver_may_ask_for_patience_within_reason(asked_for_s: float, pause_s: float) -> None:
    pause = pause_after(2, MIDDLE, asked_for_s=asked_for_s)
    assert pause is not None
    assert pause.total_seconds() == pytest.approx(pause_s)


def test_an_endpoint_that_fails_on_and_on_rests_longer_and_not_for_ever() -> None:
    assert [rest_of(n).total_seconds() for n in (1, 2, 3, 8, 900)] == [5, 10, 20, 600, 600]

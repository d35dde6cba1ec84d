"""The ledger is signed on and on, whatever fails, until it is told to stop."""

import logging
from threading import Event

import pytest

from accident_service.errors import CustodyBroken, OutsideWorldFailed
from tests.workers.test_notices import Impatient
from workers.heads import HeadLoop


class Turns:
    """Signs nothing; an authority is away, a ledger was changed, then the loop ends."""

    def __init__(self, stop: Event) -> None:
        self.taken = 0
        self.stop = stop

    def turn(self) -> int:
        """Count."""
        self.taken += 1
        if self.taken == 1:
            raise OutsideWorldFailed("the authority did not answer")
        if self.taken == 2:
            raise CustodyBroken("entry 7 is gone")
        self.stop.set()
        return 1


def test_a_changed_ledger_is_an_alarm_and_the_loop_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop = Impatient()
    turns = Turns(stop)
    with caplog.at_level(logging.INFO, logger="accident-service.heads"):
        HeadLoop(signing=turns, every_s=60.0).beside(stop).join(5)
    assert turns.taken == 3
    assert [one.levelname for one in caplog.records] == ["WARNING", "ERROR", "INFO"]

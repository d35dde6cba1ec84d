from threading import Event

import pytest

from accident_service.adapters.keep_alive import kept_alive
from accident_service.errors import AttemptSuperseded, LedgerUnavailable

AT_ONCE_S = 0.001
PATIENCE_S = 10.0


def test_progress_is_passed_on_and_the_last_of_it_repeated_in_silence() -> None:
    told: list[float] = []
    repeated = Event()

    def sink(share_done: float) -> None:
        told.append(share_done)
        if told.count(0.5) > 3:
            repeated.set()

    with kept_alive(sink, every_s=AT_ONCE_S) as progress:
        progress(0.5)
        assert repeated.wait(PATIENCE_S)

    assert set(told) <= {0.0, 0.5}


def test_a_lease_lost_in_silence_stops_the_work_at_its_next_word() -> None:
    lost = Event()

    def sink(share_done: float) -> None:
        lost.set()
        raise AttemptSuperseded(f"lost at {share_done}")

    with kept_alive(sink, every_s=AT_ONCE_S) as progress:
        assert lost.wait(PATIENCE_S)
        with pytest.raises(AttemptSuperseded, match="lost at"):
            progress(0.9)


def test_a_ledger_that_is_away_for_a_moment_does_not_end_the_repeating() -> None:
    failures = [LedgerUnavailable("away"), LedgerUnavailable("away")]
    back = Event()

    def sink(share_done: float) -> None:
        if failures:
            raise failures.pop()
        assert share_done == 0.0
        back.set()

    with kept_alive(sink, every_s=AT_ONCE_S):
        assert back.wait(PATIENCE_S)

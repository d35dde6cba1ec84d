from threading import Event

import pytest

from accident_service.adapters.keep_alive import KeptAlive, kept_alive
from accident_service.casefile.case import Case
from accident_service.casework.ports import ProgressSink, UnitOfWork
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import AttemptSuperseded, LedgerUnavailable
from tests.fakes import examples

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


def test_work_that_never_ends_is_not_kept_alive_for_ever() -> None:
    told = Event()
    over = Event()

    def sink(share_done: float) -> None:
        assert not over.is_set(), share_done
        told.set()

    with kept_alive(sink, every_s=AT_ONCE_S, at_most_s=50 * AT_ONCE_S):
        assert told.wait(PATIENCE_S)
        Event().wait(100 * AT_ONCE_S)
        over.set()
        Event().wait(100 * AT_ONCE_S)


@pytest.mark.proves("R15")
def test_silent_work_is_kept_alive_and_its_change_handed_on() -> None:
    renewed = Event()

    def change(_unit: UnitOfWork, case: Case) -> Case:
        return case

    def think(case: Case, on_progress: ProgressSink) -> CaseChange:
        assert case == reported
        assert renewed.wait(PATIENCE_S)
        on_progress(1.0)
        return change

    reported = examples.reported_case()
    work = KeptAlive(think, AT_ONCE_S, PATIENCE_S)

    assert work(reported, lambda _share_done: renewed.set()) is change

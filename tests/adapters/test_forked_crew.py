"""Two processes give what one gives, whatever happens to the copy."""

import os
import signal
import threading
from pathlib import Path

import pytest

from accident_service.adapters.forked_crew import MOST_ITEMS, ForkedCrew
from accident_service.reconstruction.ahead import shared_with, worked_apart

HERE = os.getpid()


def squared(item: int) -> int:
    return item * item


def in_which_process(_item: int) -> int:
    # Long enough that neither process draws all tickets before the other is there.
    threading.Event().wait(0.05)
    return os.getpid()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 200, MOST_ITEMS + 1])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    assert ForkedCrew().share_out(squared, range(count)) == [item * item for item in range(count)]


def test_both_processes_work() -> None:
    processes = set(ForkedCrew().share_out(in_which_process, range(12)))
    assert HERE in processes
    assert len(processes) == 2


def test_the_work_knows_what_this_process_knows_and_keeps_what_it_does_to_itself() -> None:
    known = {"size": 7}

    def grown(item: int) -> int:
        known["size"] += 0 if os.getpid() == HERE else 1
        return known["size"] * 0 + item

    assert ForkedCrew().share_out(grown, range(8)) == list(range(8))
    assert known == {"size": 7}


def test_an_error_of_the_work_is_raised_here_wherever_it_happened() -> None:
    def refused(item: int) -> int:
        if item == 3:
            raise ValueError("not three")
        return in_which_process(item)

    with pytest.raises(ValueError, match="not three"):
        ForkedCrew().share_out(refused, range(6))


def test_an_error_here_does_not_wait_for_what_the_copy_has_to_tell() -> None:
    def refused_here(item: int) -> list[int]:
        in_which_process(item)
        if os.getpid() == HERE:
            raise ValueError("not here")
        return list(range(100_000))

    with pytest.raises(ValueError, match="not here"):
        ForkedCrew().share_out(refused_here, range(6))


@pytest.mark.proves("R12")
def test_what_a_killed_copy_leaves_undone_is_done_here() -> None:
    def deadly(item: int) -> int:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return squared(item)

    assert ForkedCrew().share_out(deadly, range(6)) == [0, 1, 4, 9, 16, 25]


def children() -> str:
    """The ids of this process's children, those of other tests among them."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")


def test_nothing_is_left_open_and_nobody_is_left_behind() -> None:
    handles = Path("/proc/self/fd")
    before, before_children = len(list(handles.iterdir())), children()
    ForkedCrew().share_out(squared, range(6))
    assert len(list(handles.iterdir())) == before
    assert children() == before_children


def test_what_cannot_be_told_to_another_process_is_worked_out_here() -> None:
    results = ForkedCrew().share_out(lambda item: {item}, range(6))
    assert results == [{0}, {1}, {2}, {3}, {4}, {5}]


def test_a_process_of_several_threads_works_alone() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert set(ForkedCrew().share_out(in_which_process, range(4))) == {HERE}
    finally:
        over.set()
        other.join()


def test_the_chapters_work_alone_unless_a_crew_is_brought() -> None:
    assert set(worked_apart(in_which_process, range(4))) == {HERE}
    with shared_with(ForkedCrew()):
        assert len(set(worked_apart(in_which_process, range(12)))) == 2

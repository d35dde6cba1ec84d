import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import pytest

from accident_service.reconstruction.ahead import (
    drawn_ahead,
    on_one_core,
    shared_with,
    worked_ahead,
    worked_apart,
)
from accident_service.reconstruction.stages import Stage, stage, watched_by
from tests.unit.reconstruction.test_stages import Diary

T = TypeVar("T")
R = TypeVar("R")


@pytest.mark.parametrize("helpers", [1, 2, 5])
def test_results_come_in_the_order_of_the_items(helpers: int) -> None:
    assert list(worked_ahead(lambda item: item**2, range(20), helpers=helpers)) == [
        item**2 for item in range(20)
    ]


def test_two_items_are_worked_on_at_once() -> None:
    both = threading.Barrier(2, timeout=10.0)

    assert len(list(worked_ahead(lambda _item: both.wait(), range(4), helpers=2))) == 4


def test_no_more_is_drawn_than_will_soon_be_used() -> None:
    items = iter(range(100))
    results = worked_ahead(abs, items, helpers=2)

    assert next(results) == 0
    assert next(items) == 3


def test_an_error_comes_where_its_result_would_have() -> None:
    results = worked_ahead(lambda item: 1 // item, [1, 0])

    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)


@pytest.mark.parametrize("count", [0, 1, 3, 20])
def test_what_is_drawn_ahead_comes_in_order(count: int) -> None:
    assert list(drawn_ahead(iter(range(count)))) == list(range(count))


def test_the_next_item_is_made_while_one_is_worked_on() -> None:
    both = threading.Barrier(2, timeout=10.0)

    def made() -> Iterator[int]:
        yield 0
        both.wait()
        yield 1

    drawn = drawn_ahead(made())
    assert next(drawn) == 0
    both.wait()
    assert list(drawn) == [1]


def test_an_error_comes_where_its_item_would_have_and_no_thread_is_left() -> None:
    before = threading.enumerate()
    drawn = drawn_ahead(1 // item for item in (1, 0, 1))
    assert next(drawn) == 1
    with pytest.raises(ZeroDivisionError):
        next(drawn)
    assert [one for one in threading.enumerate() if one not in before] == []


def test_what_is_not_wanted_any_more_leaves_no_thread() -> None:
    before = threading.enumerate()
    drawn = drawn_ahead(iter(range(100)))
    assert next(drawn) == 0
    drawn.close()
    assert [one for one in threading.enumerate() if one not in before] == []


def test_whoever_watches_the_stages_is_told_of_the_helpers_too() -> None:
    diary = Diary()

    def work(item: int) -> int:
        with stage(Stage.FLOW):
            return item

    with watched_by(diary):
        list(worked_ahead(work, [1], helpers=1))

    assert sorted(diary.lines) == ["<", "<", "> flow", "> waiting"]


def test_what_is_worked_on_apart_comes_in_order_whoever_works() -> None:
    asked: list[int] = []

    class Backwards:
        """A crew that begins with the last item."""

        def share_out(self, work: Callable[[T], R], items: Sequence[T]) -> list[R]:
            return [work(item) for item in reversed(items)][::-1]

    def noted(item: int) -> int:
        asked.append(item)
        return -item

    with shared_with(Backwards()):
        assert worked_apart(noted, [1, 2, 3]) == [-1, -2, -3]
    assert worked_apart(noted, [4, 5]) == [-4, -5]
    assert asked == [3, 2, 1, 4, 5]


def test_on_one_core_nothing_is_made_before_it_is_asked_for() -> None:
    items, before = iter(range(100)), set(threading.enumerate())
    with on_one_core():
        drawn = drawn_ahead(worked_ahead(abs, items))
        first = [next(drawn), next(drawn)]

        assert (first, next(items)) == ([0, 1], 2)
        assert set(threading.enumerate()) <= before

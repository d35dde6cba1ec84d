import pytest

from accident_service.casefile.feedback import FeedbackFigures, demand_mark
from accident_service.errors import InvalidDecision


def test_a_mark_is_one_of_five() -> None:
    assert demand_mark("4") == 4


@pytest.mark.parametrize("text", ["", "0", "6", "four", "²"])
def test_anything_else_is_no_mark(text: str) -> None:
    with pytest.raises(InvalidDecision):
        demand_mark(text)


def test_the_mean_counts_every_mark_and_is_unknown_without_any() -> None:
    assert FeedbackFigures(counts=(1, 0, 0, 0, 3)).mean == 4.0
    assert FeedbackFigures(counts=(0, 0, 0, 0, 0)).mean is None

import itertools

import pytest

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.quantities.uncertainty import Interval
from tests.unit.liability.drives import A, B


@pytest.mark.parametrize(
    ("low", "high", "truth"),
    [(1.1, 2.0, Truth.TRUE), (0.5, 1.0, Truth.FALSE), (0.5, 1.5, Truth.UNKNOWN)],
)
def test_above_a_limit_is_true_only_over_the_whole_interval(
    low: float, high: float, truth: Truth
) -> None:
    assert Truth.of_above(Interval(low, high), 1.0) is truth
    assert Truth.of_below(Interval(-high, -low), -1.0) is truth


def test_and_or_not_are_kleenes() -> None:
    for left, right in itertools.product(Truth, Truth):
        assert left.both(right) is right.both(left)
        assert left.either(right) is left.opposite().both(right.opposite()).opposite()
    assert Truth.FALSE.both(Truth.UNKNOWN) is Truth.FALSE
    assert Truth.TRUE.both(Truth.UNKNOWN) is Truth.UNKNOWN
    assert Truth.TRUE.either(Truth.UNKNOWN) is Truth.TRUE
    assert Truth.UNKNOWN.opposite() is Truth.UNKNOWN


def test_what_is_certain_is_true_or_false() -> None:
    assert Truth.that(holds=True) is Truth.TRUE
    assert Truth.that(holds=False) is Truth.FALSE


def test_a_fact_nobody_established_is_unknown_and_says_so() -> None:
    known = Fact(
        kind=FactKind.REVERSING, party=A, truth=Truth.TRUE, sentence_zh="倒车", sentence_en="back"
    )
    facts = Facts((known,))

    assert facts.about(FactKind.REVERSING, A) is known
    assert list(facts) == [known]
    missing = facts.about(FactKind.REVERSING, B)
    assert missing.truth is Truth.UNKNOWN
    assert "reversing" in missing.sentence_en

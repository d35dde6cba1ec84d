"""Every digit is most like itself, whatever the lettering."""

import itertools

import numpy as np
import pytest

from accident_service.reconstruction.timing.clock.digit_shapes import (
    as_shape,
    common_digits,
    likeness,
)

# Bright strokes tell more of a digit than the outline around strokes as bright as the sky.
BRIGHT, OUTLINED = (0, 1, 2), (3, 4, 5)
PAIRS = [
    *((one, other, 0.2) for one, other in itertools.permutations(BRIGHT, 2)),
    *((one, other, 0.1) for one, other in itertools.permutations(OUTLINED, 2)),
]


def test_the_letterings_are_drawn_both_ways() -> None:
    assert len(common_digits()) == len(BRIGHT + OUTLINED)


@pytest.mark.parametrize(("one", "other", "margin"), PAIRS)
def test_ten_digits_in_order_are_most_like_themselves_in_order(
    one: int, other: int, margin: float
) -> None:
    shapes, known = common_digits()[one], common_digits()[other]

    turned = [
        np.mean([likeness(shape, known[(n + turn) % 10]) for n, shape in enumerate(shapes)])
        for turn in range(10)
    ]

    assert int(np.argmax(turned)) == 0
    assert turned[0] > max(turned[1:]) + margin


def test_a_shape_is_wholly_like_itself_at_any_size() -> None:
    eight = common_digits()[0][8]
    larger = np.kron(eight, np.ones((3, 3)))

    assert likeness(eight, eight) == pytest.approx(1.0, abs=1e-3)
    assert likeness(as_shape(larger), eight) > 0.9


def test_a_flat_cell_is_like_no_digit() -> None:
    flat = as_shape(np.full((20, 12), 77.0))

    assert max(likeness(flat, digit) for digit in common_digits()[0]) < 0.1

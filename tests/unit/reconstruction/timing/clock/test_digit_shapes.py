"""Every digit is most like itself, whatever the lettering."""

import itertools

import numpy as np
import pytest

from accident_service.reconstruction.timing.clock.digit_shapes import (
    as_shape,
    common_digits,
    likeness,
)

PAIRS = list(itertools.permutations(range(len(common_digits())), 2))


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_ten_digits_in_order_are_most_like_themselves_in_order(one: int, other: int) -> None:
    shapes, known = common_digits()[one], common_digits()[other]

    turned = [
        np.mean([likeness(shape, known[(n + turn) % 10]) for n, shape in enumerate(shapes)])
        for turn in range(10)
    ]

    assert int(np.argmax(turned)) == 0
    assert turned[0] > max(turned[1:]) + 0.2


def test_a_shape_is_wholly_like_itself_at_any_size() -> None:
    eight = common_digits()[0][8]
    larger = np.kron(eight, np.ones((3, 3)))

    assert likeness(eight, eight) == pytest.approx(1.0, abs=1e-3)
    assert likeness(as_shape(larger), eight) > 0.9


def test_a_flat_cell_is_like_no_digit() -> None:
    flat = as_shape(np.full((20, 12), 77.0))

    assert max(likeness(flat, digit) for digit in common_digits()[0]) < 0.1

from itertools import product

import pytest

from accident_service.casefile.accident_form import UNKNOWN_FORM, accident_form


@pytest.mark.parametrize(
    ("hours", "zh"),
    [
        ((6, 12), "追尾碰撞"),
        ((1, 5), "追尾碰撞"),
        ((12, 11), "正面碰撞"),
        ((3, 12), "侧面碰撞"),
        ((3, 9), "侧面刮擦"),
        ((6, 9), "尾部与侧面碰撞"),
        ((6, 6), "尾部相撞"),
    ],
)
def test_the_form_says_what_met_what(hours: tuple[int, int], zh: str) -> None:
    assert accident_form(hours)[0] == zh


def test_every_pair_of_hours_has_a_form_that_does_not_depend_on_the_order() -> None:
    for one, other in product(range(1, 13), repeat=2):
        assert accident_form((one, other)) == accident_form((other, one))


@pytest.mark.parametrize("hours", [(), (6,)])
def test_with_too_little_known_only_the_collision_is_said(hours: tuple[int, ...]) -> None:
    assert accident_form(hours) == UNKNOWN_FORM

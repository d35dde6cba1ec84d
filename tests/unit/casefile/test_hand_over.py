"""One officer goes to the scene, and it is known who."""

from datetime import timedelta

import pytest

from accident_service.casefile.hand_over import HandOver
from accident_service.errors import Conflict
from tests.fakes import examples

LATER = examples.NOON + timedelta(minutes=3)


def test_the_first_who_says_so_goes() -> None:
    taken = HandOver(pushed_at=examples.NOON).taken_over("戊某", LATER)

    assert (taken.taken_by, taken.taken_at) == ("戊某", LATER)
    assert taken.taken_over("戊某", LATER + timedelta(minutes=1)) is taken
    with pytest.raises(Conflict):
        taken.taken_over("己某", LATER)

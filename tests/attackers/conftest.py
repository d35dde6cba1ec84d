"""Two accidents behind both doors, made once for a file of tests."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.attackers.doors import both_doors, limits_again
from tests.attackers.two_accidents import two_accidents
from tests.fakes.casework import FakeWorld


@pytest.fixture(scope="module")
def world() -> FakeWorld:
    staged = two_accidents()
    staged.codes.most_codes = 1000  # the same few people sign in again and again
    return staged


@pytest.fixture(scope="module")
def app(world: FakeWorld) -> Iterator[Flask]:
    yield both_doors(world)
    limits_again()

"""Every migration is passed down and up with rows in every table, and none of them is lost."""

from itertools import pairwise

import pytest

from accident_service.adapters.database.passwords import SlowHash
from accident_service.adapters.database.revisions import current_revision, still_to_pass
from tests.adapters.database.every_table import counts_of, fill_every_table
from tests.keys import downgrade, upgrade

pytestmark = pytest.mark.proves("R17")

BASE = "base"
REVISIONS = (BASE, *(one.id for one in still_to_pass("")))
# The newest are still being worked on; the rest are passed in one go, and singly by `make drills`.
NEWEST = 2
# Made again from the cases for each release, because it reads them in another form.
MADE_AGAIN = frozenset({"case_summary", "case_term"})


def passes(url: str, below: str, revision: str) -> dict[str, int]:
    """Go below a migration and back above it; what is there below it."""
    downgrade(url, below)
    there = counts_of(url)
    upgrade(url, revision)
    after = counts_of(url)
    assert {name: after[name] for name in there} == there, f"lost on the way up to {revision}"
    downgrade(url, below)
    assert counts_of(url) == there, f"lost on the way down from {revision}"
    return there


def assert_kept(before: dict[str, int], there: dict[str, int], below: str) -> None:
    common = (before.keys() & there.keys()) - MADE_AGAIN
    assert {name: there[name] for name in common} == {name: before[name] for name in common}, below


@pytest.fixture
def filled(database_url: str, quick_hash: SlowHash) -> str:
    fill_every_table(database_url, quick_hash)
    assert all(counts_of(database_url).values())
    return database_url


def walk_down(url: str, revisions: tuple[str, ...]) -> None:
    before = counts_of(url)
    for revision, below in pairwise(reversed(revisions)):
        there = passes(url, below, revision)
        assert_kept(before, there, below)
        before = there


def test_the_newest_migrations_singly_and_the_others_in_one_go(filled: str) -> None:
    walk_down(filled, REVISIONS[-NEWEST - 1 :])
    before = counts_of(filled)
    downgrade(filled, REVISIONS[1])
    assert_kept(before, counts_of(filled), REVISIONS[1])
    assert current_revision(filled) == REVISIONS[1]
    upgrade(filled)
    assert counts_of(filled)["accident_case"] == 2
    assert counts_of(filled)["case_summary"] == 2
    downgrade(filled, BASE)
    assert counts_of(filled) == {}


@pytest.mark.drill
def test_every_migration_singly(filled: str) -> None:
    walk_down(filled, REVISIONS)
    assert counts_of(filled) == {}
    upgrade(filled)

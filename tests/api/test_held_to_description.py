"""A short run of `make api-check`: made-up calls, every answer as the description says."""

import pytest

from tests.api.held_to_description import check


@pytest.mark.timeout(180)
def test_no_made_up_call_is_answered_otherwise_than_described() -> None:
    done = check(3, "--phases", "examples,coverage")
    assert done.returncode == 0, done.stdout

"""What requests say of a camera: silence is not health, and one failure is no verdict."""

from datetime import UTC, datetime

import pytest

from accident_service.footage.health import FetchHistory, Health

DAY_1, DAY_2 = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("history", "health"),
    [
        (FetchHistory(), Health.UNTRIED),
        (FetchHistory(tried=1, fetched=1, last_fetched_at=DAY_1), Health.WORKING),
        (FetchHistory(last_fetched_at=DAY_1), Health.WORKING),
        (FetchHistory(tried=1, last_failed_at=DAY_1, failures_since=1), Health.FAILING),
        (
            FetchHistory(
                tried=20, fetched=19, last_fetched_at=DAY_1, last_failed_at=DAY_2, failures_since=1
            ),
            Health.UNSTEADY,
        ),
        (
            FetchHistory(
                tried=20, fetched=18, last_fetched_at=DAY_1, last_failed_at=DAY_2, failures_since=2
            ),
            Health.FAILING,
        ),
        (
            FetchHistory(tried=10, fetched=8, last_fetched_at=DAY_2, last_failed_at=DAY_1),
            Health.UNSTEADY,
        ),
        (
            FetchHistory(tried=2, fetched=0, last_fetched_at=DAY_1, last_failed_at=DAY_1),
            Health.UNSTEADY,
        ),
    ],
)
def test_health(history: FetchHistory, health: Health) -> None:
    assert history.health is health


def test_no_request_has_no_share() -> None:
    assert FetchHistory().share_fetched is None
    assert FetchHistory(tried=4, fetched=3).share_fetched == 0.75

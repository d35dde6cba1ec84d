"""Whoever covers a party is told of every change of the determination's standing, and nobody else.

The announcement is written in the transaction that makes the change: both are kept, or neither.
"""

import pytest

from accident_service.casefile.announcement import EventType
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casework.announce import new_id, ping
from accident_service.casework.manage_webhooks import EndpointWish
from accident_service.casework.webhook_records import DeliveryState
from accident_service.errors import OutsideWorldFailed
from tests.casework.after_decision import STANDS
from tests.casework.telling_insurers import CPIC, PICC, STRANGER, URL, Telling
from tests.fakes.clock import FakeClock


@pytest.fixture
def telling() -> Telling:
    return Telling()


def test_issue_service_and_review_are_announced_to_both_insurers_alone(telling: Telling) -> None:
    theirs = telling.endpoint(), telling.endpoint("https://cpic.example/", CPIC)
    strangers = telling.endpoint("https://pingan.example/", STRANGER)
    telling.desk.determined()
    telling.desk.served().on_the_desk()
    for endpoint in theirs:
        assert telling.types(endpoint) == [
            EventType.ISSUED,
            EventType.SERVED,
            EventType.UNDER_REVIEW,
        ]
    assert telling.deliveries(strangers) == ()


def test_an_announcement_names_number_and_version(telling: Telling) -> None:
    endpoint = telling.endpoint()
    telling.desk.determined()
    (delivery,) = telling.deliveries(endpoint)
    assert (delivery.announcement.number, delivery.announcement.version) == (
        "2203020001-2026-000001",
        1,
    )


def test_an_upheld_determination_is_served_again_in_words(telling: Telling) -> None:
    endpoint = telling.endpoint()
    telling.desk.determined().served().on_the_desk().days_pass(1)
    telling.desk.conclude(ReviewOutcome.UPHOLD)
    assert telling.types(endpoint)[-2:] == [EventType.UNDER_REVIEW, EventType.SERVED]


def test_one_made_anew_announces_the_new_and_the_end_of_the_old(telling: Telling) -> None:
    endpoint = telling.endpoint()
    telling.desk.determined().served().on_the_desk().conclude(ReviewOutcome.REDETERMINE)
    telling.desk.confirm(STANDS)
    telling.desk.issue()
    told = {
        (one.announcement.type, one.announcement.version) for one in telling.deliveries(endpoint)
    }
    assert {(EventType.REPLACED, 1), (EventType.ISSUED, 2)} <= told


def test_only_the_kinds_asked_for_are_sent(telling: Telling) -> None:
    endpoint = telling.endpoint(URL, PICC, EventType.SERVED)
    telling.desk.determined().served()
    assert telling.types(endpoint) == [EventType.SERVED]


def test_while_an_endpoint_is_off_announcements_count_as_missed(telling: Telling) -> None:
    endpoint = telling.endpoint()
    telling.manage.change(endpoint.id, EndpointWish(url=URL), active=False, by=PICC)
    telling.desk.determined()
    (delivery,) = telling.deliveries(endpoint)
    assert (delivery.state, delivery.next_try_at) == (DeliveryState.MISSED, None)


def test_a_change_that_failed_announces_nothing(telling: Telling) -> None:
    endpoint = telling.endpoint()
    telling.desk.world.blobs.failures.append(OutsideWorldFailed("the store is full"))
    with pytest.raises(AssertionError):
        telling.desk.determined().document  # noqa: B018 - there is none in force
    assert telling.deliveries(endpoint) == ()


def test_ids_are_of_their_moment_and_of_chance() -> None:
    clock = FakeClock()
    first, twin = new_id(clock.now()), new_id(clock.now())
    clock.pass_by(1)
    assert first != twin
    assert max(first, twin) < ping(clock.now()).id
    assert len(first) == len("msg_") + 12 + 20

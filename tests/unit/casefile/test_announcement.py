"""An announcement says what changed and where to read it, and nothing of anybody."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from accident_service.casefile.announcement import TYPE_OF_STATUS, Announcement, EventType
from accident_service.casefile.determination import DeterminationStatus
from accident_service.quantities.identifiers import DeterminationNumber

NUMBER = DeterminationNumber("2203020001-2026-000001")
AT = datetime(2026, 3, 2, 4, 0, 0, 250_000, tzinfo=UTC)


def announcement(kind: EventType = EventType.UNDER_REVIEW) -> Announcement:
    return Announcement(id="msg_1", type=kind, at=AT, number=NUMBER, version=2)


def test_it_is_thin_and_in_the_form_of_the_specification() -> None:
    assert json.loads(announcement().body("https://accident.example")) == {
        "type": "determination.under_review",
        "timestamp": "2026-03-02T04:00:00.250Z",
        "data": {
            "number": NUMBER,
            "version": 2,
            "status": "under_review",
            "link": f"https://accident.example/v1/determinations/{NUMBER}",
        },
    }


def test_its_bytes_are_the_same_at_every_try_and_in_every_zone() -> None:
    beijing = timezone(timedelta(hours=8))
    moved = Announcement(
        id="msg_1",
        type=EventType.UNDER_REVIEW,
        at=AT.astimezone(beijing),
        number=NUMBER,
        version=2,
    )
    assert moved.body("https://a.example") == announcement().body("https://a.example")


def test_a_ping_tells_of_nothing() -> None:
    ping = Announcement(id="msg_2", type=EventType.PING, at=AT)
    assert json.loads(ping.body("https://a.example"))["data"] == {}


@pytest.mark.parametrize("status", DeterminationStatus)
def test_every_status_has_its_event(status: DeterminationStatus) -> None:
    assert announcement(TYPE_OF_STATUS[status]).status == status.value.replace("-", "_")

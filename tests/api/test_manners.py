"""What every answer carries: limits, an id that is in the log too, and notice of what is to go."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Response

from accident_service.api.deprecation import Deprecation, tell_deprecation
from tests.api.door import Door, open_door

LIST = "/v1/determinations"
SINCE = datetime(2027, 1, 1, tzinfo=UTC)


def test_every_reading_tells_how_much_is_left() -> None:
    door = open_door()
    first, second = door.get(LIST), door.get(LIST)
    assert first.headers["RateLimit-Policy"] == '"default";q=600;w=60'
    left = [
        int(one.headers["RateLimit"].split(";")[1].removeprefix("r=")) for one in (first, second)
    ]
    assert left[0] - left[1] == 1


@pytest.mark.proves("S10")
def test_s10_one_clients_calls_are_not_counted_against_another() -> None:
    door = open_door()
    for _ in range(3):
        door.get(LIST)
    other = door.get(LIST, by="cpic-client")
    assert '"default";r=599' in other.headers["RateLimit"]


def test_too_many_are_told_when_to_come_back() -> None:
    door = open_door()
    guess = {"grant_type": "client_credentials", "client_id": "picc-client", "client_secret": "x"}
    answers = [door.client.post("/v1/oauth/token", data=guess) for _ in range(21)]
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 600


def test_what_is_to_go_says_since_when_until_when_and_where_to_read(door: Door) -> None:
    going = Deprecation(SINCE, SINCE + timedelta(days=365), "/v1/docs#deprecation")
    with door.client.application.test_request_context(LIST):
        marked = tell_deprecation(Response(), {"api.list_determinations": going})
        other = tell_deprecation(Response(), {"api.read_determination": going})
    assert marked.headers["Deprecation"] == "@1798761600"
    assert marked.headers["Sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"
    assert 'rel="deprecation"' in marked.headers["Link"]
    assert "Deprecation" not in other.headers


def test_nothing_goes_earlier_than_promised() -> None:
    with pytest.raises(ValueError, match="365 days"):
        Deprecation(SINCE, SINCE + timedelta(days=90), "/v1/docs")

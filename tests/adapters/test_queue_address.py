import pytest

from accident_service.adapters.queue_address import queue_client, watched_at
from accident_service.adapters.shared_counts import ANSWER_WITHIN_S, count_store
from accident_service.errors import InvalidSettings

THREE = "redis+sentinel://queue:p%40ss@one:26379,two,[::1]:5000/accidents/3?sentinel_password=s"


def test_sentinels_are_named_with_the_server_they_watch() -> None:
    watched = watched_at(THREE)

    assert watched is not None
    assert watched.sentinels == (("one", 26379), ("two", 26379), ("::1", 5000))
    assert watched.name == "accidents"
    assert watched.server == {"username": "queue", "password": "p@ss", "db": 3}
    assert watched.own == {"password": "s"}


def test_tls_is_for_the_sentinels_too() -> None:
    watched = watched_at("rediss+sentinel://one/accidents")

    assert watched is not None
    assert (watched.server, watched.own) == ({"ssl": True, "db": 0}, {"ssl": True})


def test_the_server_is_looked_for_anew_with_every_connection() -> None:
    pool = queue_client(THREE).connection_pool

    assert type(pool).__name__ == "SentinelConnectionPool"
    assert pool.connection_kwargs["db"] == 3


def test_one_server_needs_no_sentinels() -> None:
    assert watched_at("redis://queue:6379/0") is None
    assert queue_client("redis://queue:6379/2").connection_pool.connection_kwargs["db"] == 2


@pytest.mark.parametrize(
    "url",
    [
        "queue:6379",
        "http://queue",
        "redis+sentinel:///accidents",
        "redis+sentinel://one:26379",
        "redis+sentinel://one:26379/accidents/first",
        "redis+sentinel://one:port/accidents",
    ],
)
def test_what_is_no_address_is_refused_with_what_is(url: str) -> None:
    with pytest.raises(InvalidSettings, match="accepted are redis://"):
        queue_client(url)


def test_counts_are_kept_beside_the_queue_and_read_from_the_master_only() -> None:
    url, options = count_store(THREE)

    assert url == "redis+sentinel://one:26379,two:26379,::1:5000/accidents"
    assert (options["db"], options["password"], options["use_replicas"]) == (3, "p@ss", False)
    assert options["sentinel_kwargs"] == {
        "username": None,
        "password": "s",
        "socket_timeout": ANSWER_WITHIN_S,
        "socket_connect_timeout": ANSWER_WITHIN_S,
    }
    assert count_store("unix:///run/queue.sock")[0] == "redis+unix:///run/queue.sock"

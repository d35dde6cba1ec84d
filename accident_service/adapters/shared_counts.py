"""Where web processes count together who knocks how often: on the queue's server, beside it."""

from accident_service.adapters.queue_address import watched_at

ANSWER_WITHIN_S = 1.0  # a page does not wait longer for a count; its process counts meanwhile
TIMEOUTS = {"socket_timeout": ANSWER_WITHIN_S, "socket_connect_timeout": ANSWER_WITHIN_S}


def count_store(queue_url: str) -> tuple[str, dict[str, object]]:
    """The store's address and options, as the library that counts takes them.

    Raises:
        InvalidSettings: It is no address of a queue server.
    """
    watched = watched_at(queue_url)
    if watched is None:
        return queue_url.replace("unix:", "redis+unix:", 1), dict(TIMEOUTS)
    places = ",".join(f"{host}:{port}" for host, port in watched.sentinels)
    # The Sentinels' login is said even where there is none: else they would get the server's.
    own = {"username": None, "password": None, **watched.own, **TIMEOUTS}
    return (
        f"redis+sentinel://{places}/{watched.name}",
        {**watched.server, **TIMEOUTS, "sentinel_kwargs": own, "use_replicas": False},
    )

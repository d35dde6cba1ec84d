"""Where the queue server is: one address, or a name that Sentinels watch over.

`redis://`, `rediss://` and `unix://` name one server. After `redis+sentinel://` (with TLS:
`rediss+sentinel://`) stand the Sentinels, then the name they know the server by, then the
number of its database:

    redis+sentinel://user:password@one:26379,two:26379,three:26379/accidents/0

User and password are the server's; Sentinels that want some of their own have them after
`?sentinel_username=…&sentinel_password=…`. Whichever server is master is found again whenever
a connection is opened.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import redis
from redis.sentinel import (
    Sentinel,
    SentinelManagedConnection,
    SentinelManagedSSLConnection,
)
from typing_extensions import override

from accident_service.errors import InvalidSettings

ANSWER_WITHIN_S = 5.0
SENTINELS_ANSWER_WITHIN_S = 1.0  # each; the next is asked then
SENTINEL_PORT = 26_379
SENTINEL_SCHEMES = ("redis+sentinel", "rediss+sentinel")
SERVER_SCHEMES = ("redis", "rediss", "unix")


class _SafeConnection(SentinelManagedConnection):
    """Is closed when an answer is not waited for to its end, as other connections are.

    The library keeps this kind open after a time-out or a signal; the late answer would then be
    taken for that of the next command.
    """

    @override
    def read_response(self, *given: Any, **how: Any) -> Any:
        return super().read_response(*given, **{"disconnect_on_error": True, **how})


class _SafeTlsConnection(_SafeConnection, SentinelManagedSSLConnection):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A server that Sentinels watch over."""

    sentinels: tuple[tuple[str, int], ...]
    name: str
    server: dict[str, str | int | bool]  # how to log in there
    own: dict[str, str | bool]  # how to log in at the Sentinels

    def client(self) -> redis.Redis:
        """A client of whoever is master when a connection is opened."""
        watch = Sentinel(  # type: ignore[no-untyped-call]  # its types are not told
            self.sentinels,
            sentinel_kwargs={"socket_timeout": SENTINELS_ANSWER_WITHIN_S, **self.own},
            socket_timeout=ANSWER_WITHIN_S,
            socket_connect_timeout=ANSWER_WITHIN_S,
            **self.server,
        )
        connection = _SafeTlsConnection if self.server.get("ssl") else _SafeConnection
        client: redis.Redis = watch.master_for(  # type: ignore[no-untyped-call]
            self.name, connection_class=connection
        )
        return client


def queue_client(url: str) -> redis.Redis:
    """A client that fails within seconds rather than hang when the server is away.

    Raises:
        InvalidSettings: It is no address of a queue server.
    """
    if (watched := watched_at(url)) is not None:
        return watched.client()
    if urlsplit(url).scheme not in SERVER_SCHEMES:
        raise _refused("it begins with none of these")
    return redis.Redis.from_url(
        url, socket_timeout=ANSWER_WITHIN_S, socket_connect_timeout=ANSWER_WITHIN_S
    )


def watched_at(url: str) -> Watched | None:
    """The server the Sentinels of this address watch over; None where it names none.

    Raises:
        InvalidSettings: Sentinels without an address, or without the name of a server.
    """
    scheme, _, rest = url.partition("://")
    if scheme not in SENTINEL_SCHEMES:
        return None
    # By hand: several hosts in one address are no URL to the library, if one of them is [::1].
    rest, _, query = rest.partition("?")
    authority, _, path = rest.partition("/")
    login, _, places = authority.rpartition("@")
    name, _, database = path.strip("/").partition("/")
    if not places or not name or not (database or "0").isdigit():
        raise _refused("it names no Sentinels, no server, or no number of a database")
    tls = {"ssl": True} if scheme.startswith("rediss") else {}
    user, _, password = login.partition(":")
    own = {key.removeprefix("sentinel_"): last for key, (*_, last) in parse_qs(query).items()}
    return Watched(
        sentinels=tuple(_place(one) for one in places.split(",")),
        name=name,
        server={**_login(unquote(user), unquote(password)), **tls, "db": int(database or 0)},
        own={**_login(own.get("username", ""), own.get("password", "")), **tls},
    )


def _login(user: str, password: str) -> dict[str, str]:
    return {key: word for key, word in (("username", user), ("password", password)) if word}


def _place(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":") if ":" in text else (text, "", str(SENTINEL_PORT))
    if not host or not port.isdigit():
        raise _refused(f"{text!r} is no host and port")
    return host.strip("[]"), int(port)


def _refused(why: str) -> InvalidSettings:
    return InvalidSettings(
        f"ACCIDENT_SERVICE_REDIS_URL cannot be used, {why}; accepted are redis://, rediss://,"
        " unix:// and redis+sentinel://host:port,host:port/name/database"
    )

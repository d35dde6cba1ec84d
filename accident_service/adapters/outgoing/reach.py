"""Open a connection to an address that has been judged, and to nothing else.

A name is resolved once; every address it has must pass, and the connection goes to one of
these very addresses. So a name that answers differently the second time gains nothing. A
proxy named in the environment is not used: it would resolve the name again.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

from typing_extensions import override

from accident_service.adapters.outgoing.allowed import Allowed, IpAddress, Target
from accident_service.errors import OutsideWorldFailed

ANSWERS_WITHIN_S = 10.0
Resolve = Callable[[str, int], Sequence[str]]


def resolved(host: str, port: int) -> Sequence[str]:
    """Every address the system knows for a name, in its order of preference.

    Raises:
        OSError: The name is not known, or nobody could be asked.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Opens connections under one set of rules."""

    allowed: Allowed
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    answers_within_s: float = ANSWERS_WITHIN_S
    resolve: Resolve = resolved

    def connection(self, target: Target) -> http.client.HTTPConnection:
        """An open connection; close it.

        Raises:
            AddressRefused: One of the name's addresses is not allowed.
            OutsideWorldFailed: The name is not known, or nobody answers there.
        """
        addresses = self.addresses(target)
        if target.scheme == "https":
            made: http.client.HTTPConnection = _PinnedTls(target, addresses, self)
        else:
            made = _Pinned(target, addresses, self)
        try:
            made.connect()
        except (OSError, http.client.HTTPException) as failure:
            made.close()
            raise OutsideWorldFailed(f"{target.host} does not answer: {failure}") from failure
        return made

    def addresses(self, target: Target) -> tuple[IpAddress, ...]:
        """What the name resolves to, all of it allowed; raises as `connection`."""
        try:
            found = self.resolve(target.host, target.port)
        except (OSError, UnicodeError) as failure:
            raise OutsideWorldFailed(f"{target.host} is not known: {failure}") from failure
        addresses = tuple(ip_address(one.partition("%")[0]) for one in found)
        if not addresses:
            raise OutsideWorldFailed(f"{target.host} has no address")
        for one in addresses:
            self.allowed.demand_allowed(one)
        return addresses


def _dialled(addresses: Sequence[IpAddress], port: int, timeout_s: float) -> socket.socket:
    """A connection to the first of the addresses that answers."""
    last: OSError | None = None
    for address in addresses:
        try:
            return socket.create_connection((str(address), port), timeout=timeout_s)
        except OSError as failure:
            last = failure
    raise last or OSError("no address")


class _Pinned(http.client.HTTPConnection):
    """Connects to the judged addresses, whatever the name says by then."""

    def __init__(self, target: Target, addresses: Sequence[IpAddress], reach: Reach) -> None:
        super().__init__(target.host, target.port, timeout=reach.answers_within_s)
        self._addresses, self._within_s = tuple(addresses), reach.answers_within_s

    @override
    def connect(self) -> None:
        self.sock = _dialled(self._addresses, self.port, self._within_s)


class _PinnedTls(http.client.HTTPSConnection):
    """The same with TLS; the certificate must be of the name that was asked for."""

    def __init__(self, target: Target, addresses: Sequence[IpAddress], reach: Reach) -> None:
        super().__init__(
            target.host, target.port, timeout=reach.answers_within_s, context=reach.tls
        )
        self._addresses, self._within_s = tuple(addresses), reach.answers_within_s
        self._tls = reach.tls

    @override
    def connect(self) -> None:
        plain = _dialled(self._addresses, self.port, self._within_s)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise

"""One short request and its answer; redirects are answers like any other."""

import http.client
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer

from accident_service.adapters.outgoing.allowed import Target
from accident_service.adapters.outgoing.noted import noted_call
from accident_service.adapters.outgoing.reach import Reach
from accident_service.errors import OutsideWorldFailed

LONGEST_ANSWER_BYTES = 4 * 2**20
WHOLE_EXCHANGE_S = 30.0


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked; `target` has passed `Allowed.target`."""

    target: Target
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(
    reach: Reach,
    ask: Ask,
    *,
    longest_bytes: int = LONGEST_ANSWER_BYTES,
    within_s: float = WHOLE_EXCHANGE_S,
) -> Answer:
    """Ask once.

    Raises:
        AddressRefused: The name resolves to an address that is not allowed.
        OutsideWorldFailed: Nobody answered, or not within the time; or the answer is longer
            than allowed.
    """
    with noted_call(ask.target.host, ask.method) as call:
        answer = _answer(reach, ask, longest_bytes, within_s)
        call.status = answer.status
    return answer


def _answer(reach: Reach, ask: Ask, longest_bytes: int, within_s: float) -> Answer:
    connection = reach.connection(ask.target)
    try:
        with _hung_up_after(connection, within_s):
            send(connection, ask)
            with connection.getresponse() as answer:
                body = answer.read(longest_bytes + 1)
                missing = answer.length
    except (OSError, http.client.HTTPException) as failure:
        raise OutsideWorldFailed(f"{ask.target.host} did not answer: {failure}") from failure
    finally:
        connection.close()
    if len(body) > longest_bytes:
        raise OutsideWorldFailed(f"{ask.target.host} answered more than {longest_bytes} bytes")
    if missing:
        raise OutsideWorldFailed(f"{ask.target.host} broke off {missing} bytes early")
    return Answer(answer.status, headers_of(answer), body)


@contextmanager
def _hung_up_after(connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
    """End the exchange when its time is over; a socket's own limit starts anew with every byte."""
    line = connection.sock

    def hang_up() -> None:
        try:
            line.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it has ended by itself

    timer = Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def send(connection: http.client.HTTPConnection, ask: Ask) -> None:
    """Put the request on the wire."""
    headers = {"Host": ask.target.authority, "Accept-Encoding": "identity", **dict(ask.headers)}
    connection.request(ask.method, ask.target.path, body=ask.body, headers=headers)


def headers_of(answer: http.client.HTTPResponse) -> Mapping[str, str]:
    """The headers of an answer by name in small letters; of one sent twice, the last."""
    return {name.lower(): value for name, value in answer.getheaders()}

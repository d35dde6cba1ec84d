"""Connections go to the address that was judged, by TLS, once, and within their time."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network

import pytest

from accident_service.adapters.outgoing.allowed import Allowed
from accident_service.adapters.outgoing.exchange import Answer, Ask, exchange
from accident_service.adapters.outgoing.reach import Reach, resolved
from accident_service.errors import AddressRefused, OutsideWorldFailed
from tests.adapters.loopback_server import LoopbackServer, Quiet, serving
from tests.adapters.tls import HOST, OwnTls

LOOPBACK = Allowed(networks=(ip_network("127.0.0.0/8"),), ports=None)


class Station(LoopbackServer):
    """Answers by what the path says, and counts."""

    def __init__(self) -> None:
        super().__init__(Answering)
        self.asked: list[str] = []
        self.released = threading.Event()


class Answering(Quiet, BaseHTTPRequestHandler):
    """One request."""

    server: Station

    def do_GET(self) -> None:
        self.server.asked.append(f"{self.headers['Host']}{self.path}")
        if self.path == "/trickle":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b".")
            self.wfile.flush()
            self.server.released.wait(10)
            return
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", "https://169.254.169.254/")
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")


@pytest.fixture(scope="module")
def station(tls: OwnTls) -> Iterator[Station]:
    server = Station()
    with serving(server, tls=tls):
        yield server
        server.released.set()


def at_loopback(_host: str, _port: int) -> Sequence[str]:
    return ("127.0.0.1",)


def reach(tls: OwnTls) -> Reach:
    return Reach(allowed=LOOPBACK, tls=tls.client, resolve=at_loopback, answers_within_s=5)


def asked(reach: Reach, station: Station, path: str, *, host: str = HOST) -> Answer:
    url = f"https://{host}:{station.server_address[1]}{path}"
    return exchange(reach, Ask(reach.allowed.target(url)), within_s=0.3)


def test_the_certificate_must_be_of_the_name_that_was_asked_for(
    station: Station, tls: OwnTls
) -> None:
    assert asked(reach(tls), station, "/").body == b"hello"
    assert station.asked[-1].startswith(f"{HOST}:")
    with pytest.raises(OutsideWorldFailed, match="certificate"):
        asked(reach(tls), station, "/", host="other.test")
    with pytest.raises(OutsideWorldFailed, match="certificate"):
        asked(Reach(allowed=LOOPBACK, resolve=at_loopback), station, "/")


@pytest.mark.proves("S2")
def test_a_redirect_is_an_answer_and_is_not_followed(station: Station, tls: OwnTls) -> None:
    before = len(station.asked)
    assert asked(reach(tls), station, "/away").status == 302
    assert len(station.asked) == before + 1


@pytest.mark.proves("S2")
def test_a_name_is_resolved_once_and_may_not_lead_inside(station: Station, tls: OwnTls) -> None:
    answers: list[tuple[str, ...]] = [("127.0.0.1",), ("10.0.0.1",)]

    def rebinding(_host: str, _port: int) -> Sequence[str]:
        return answers.pop(0)

    assert asked(replace(reach(tls), resolve=rebinding), station, "/").status == 200
    assert answers == [("10.0.0.1",)]  # asked once only; the second answer never mattered
    for inside in (("10.0.0.1",), ("93.184.216.34", "10.0.0.1"), ("::ffff:10.0.0.1",)):
        answers[:] = [inside]
        before = len(station.asked)
        with pytest.raises(AddressRefused):
            asked(replace(reach(tls), resolve=rebinding), station, "/")
        assert len(station.asked) == before


@pytest.mark.proves("S2")
def test_by_default_even_this_machine_is_refused(station: Station, tls: OwnTls) -> None:
    usual = replace(reach(tls), allowed=Allowed(ports=None), resolve=resolved)
    with pytest.raises(AddressRefused):
        asked(usual, station, "/", host="localhost")


def test_an_answer_that_never_ends_is_hung_up_on(station: Station, tls: OwnTls) -> None:
    with pytest.raises(OutsideWorldFailed, match="broke off 99 bytes"):
        asked(reach(tls), station, "/trickle")


def test_a_long_answer_is_refused(station: Station, tls: OwnTls) -> None:
    target = reach(tls).allowed.target(f"https://{HOST}:{station.server_address[1]}/")
    with pytest.raises(OutsideWorldFailed, match="more than 4 bytes"):
        exchange(reach(tls), Ask(target), longest_bytes=4)


def test_a_name_nobody_knows_and_a_port_nobody_listens_at_are_worth_another_try(
    tls: OwnTls,
) -> None:
    def unknown(_host: str, _port: int) -> Sequence[str]:
        raise OSError("no such name")

    target = LOOPBACK.target(f"https://{HOST}:9/")
    with pytest.raises(OutsideWorldFailed, match="is not known"):
        replace(reach(tls), resolve=unknown).connection(target)
    with pytest.raises(OutsideWorldFailed, match="has no address"):
        replace(reach(tls), resolve=lambda _host, _port: ()).connection(target)
    with pytest.raises(OutsideWorldFailed, match="does not answer"):
        reach(tls).connection(target)

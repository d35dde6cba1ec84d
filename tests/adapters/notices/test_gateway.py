"""A gateway on this machine is sent a template and its parameters, and is never followed away."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typing_extensions import override

from accident_service.adapters.notices.gateway import Gateway
from accident_service.casework.notice_ports import Message
from accident_service.errors import InvalidSettings, OutsideWorldFailed

MESSAGE = Message(
    phone="13800000001",
    text="not sent",
    template="joined.zh",
    parameters=(("code", "BCDF0001"), ("link", "https://accident.example/case/BCDF0001")),
)


class Counter(ThreadingHTTPServer):
    """Keeps what was posted and answers as it is told to."""

    daemon_threads = True
    answers_with = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Posted)
        self.posted: list[tuple[str, str | None, dict[str, object]]] = []


class Posted(BaseHTTPRequestHandler):
    """One request."""

    server: Counter

    def do_POST(self) -> None:
        """Keep the body."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append((self.path, self.headers["X-Key"], json.loads(body)))
        self.send_response(self.server.answers_with)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def counter() -> Iterator[Counter]:
    with Counter() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def gateway(counter: Counter) -> Gateway:
    return Gateway(
        url=f"http://127.0.0.1:{counter.server_port}/send?account=unit",
        templates={"joined.zh": "T-1001"},
        headers={"X-Key": "secret"},
    )


def test_the_gateway_gets_its_own_template_id_and_the_parameters(
    gateway: Gateway, counter: Counter
) -> None:
    gateway.send(MESSAGE)
    assert counter.posted == [
        (
            "/send?account=unit",
            "secret",
            {
                "phone": "13800000001",
                "template": "T-1001",
                "parameters": dict(MESSAGE.parameters),
            },
        )
    ]


@pytest.mark.parametrize("status", [302, 400, 429, 503])
def test_anything_but_accepted_is_worth_another_try_and_no_redirect_is_followed(
    gateway: Gateway, counter: Counter, status: int
) -> None:
    counter.answers_with = status
    with pytest.raises(OutsideWorldFailed, match=str(status)):
        gateway.send(MESSAGE)
    assert len(counter.posted) == 1


def test_a_gateway_that_is_away_is_worth_another_try(gateway: Gateway, counter: Counter) -> None:
    counter.shutdown()
    counter.server_close()
    with pytest.raises(OutsideWorldFailed, match="did not answer"):
        gateway.send(MESSAGE)


def test_a_text_without_an_approved_template_is_named(counter: Counter) -> None:
    bare = Gateway(url=f"http://127.0.0.1:{counter.server_port}/", templates={})
    with pytest.raises(OutsideWorldFailed, match=r"joined\.zh"):
        bare.send(MESSAGE)


@pytest.mark.parametrize("url", ["http://sms.example/send", "ftp://127.0.0.1/", "sms.example", ""])
def test_a_key_never_travels_in_the_clear(url: str) -> None:
    with pytest.raises(InvalidSettings):
        Gateway(url=url, templates={})

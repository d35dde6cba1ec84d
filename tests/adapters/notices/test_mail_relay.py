"""A mail relay on this machine takes a message for a phone, or does not."""

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from typing_extensions import override

from accident_service.adapters.notices.mail_relay import MailRelay
from accident_service.casework.notice_ports import Message
from accident_service.errors import OutsideWorldFailed

MESSAGE = Message(
    phone="13800000001",
    text="案件BCDF0001：有一份文书等待您查收。",
    template="document-waits.zh",
    parameters=(),
)


class Relay(socketserver.ThreadingTCPServer):
    """As much of SMTP as it takes to receive one mail; `refuses` turns every address away."""

    allow_reuse_address = True
    daemon_threads = True
    refuses = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails: list[bytes] = []


class Conversation(socketserver.StreamRequestHandler):
    """One client."""

    server: Relay

    @override
    def handle(self) -> None:
        """Answer command after command."""
        self._say("220 relay")
        for line in self.rfile:
            command = line[:4].upper()
            if command == b"DATA":
                self._say("354 go on")
                self._take_mail()
            elif command == b"RCPT" and self.server.refuses:
                self._say("550 no such phone")
            elif command == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 well")

    def _take_mail(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        self.server.mails.append(b"".join(lines))
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def relay() -> Iterator[Relay]:
    with Relay() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def messenger(port: int) -> MailRelay:
    return MailRelay(
        host="127.0.0.1",
        port=port,
        sender="accidents@unit.example",
        phone_domain="sms.example",
        starttls=False,
    )


def test_the_mail_goes_to_the_phones_address_at_the_relay(relay: Relay) -> None:
    messenger(relay.server_address[1]).send(MESSAGE)
    (mail,) = relay.mails
    parsed = message_from_bytes(mail, policy=policy.default)
    assert parsed["To"] == "13800000001@sms.example"
    assert parsed.get_content().strip() == MESSAGE.text


def test_a_refusal_is_worth_another_try(relay: Relay) -> None:
    relay.refuses = True
    with pytest.raises(OutsideWorldFailed, match="did not take it"):
        messenger(relay.server_address[1]).send(MESSAGE)


def test_a_relay_without_encryption_is_not_used_where_it_is_asked_for(relay: Relay) -> None:
    port = relay.server_address[1]
    strict = MailRelay(host="127.0.0.1", port=port, sender="a@b.example", phone_domain="c.example")
    with pytest.raises(OutsideWorldFailed):
        strict.send(MESSAGE)
    assert relay.mails == []


def test_a_relay_that_is_away_is_worth_another_try(relay: Relay) -> None:
    port = relay.server_address[1]
    relay.server_close()
    with pytest.raises(OutsideWorldFailed):
        messenger(port).send(MESSAGE)

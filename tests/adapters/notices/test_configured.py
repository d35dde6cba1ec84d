"""One file says which way messages go, and keeps its keys to itself."""

from pathlib import Path

import pytest

from accident_service.adapters.notices.configured import configured_messenger
from accident_service.adapters.notices.gateway import Gateway
from accident_service.adapters.notices.mail_relay import MailRelay
from accident_service.errors import InvalidSettings

GATEWAY = """
[gateway]
url = "https://sms.example/send"
headers = { Authorization = "key" }
[gateway.templates]
"joined.zh" = "T-1001"
"""
RELAY = """
[mail_relay]
host = "mail.example"
port = 587
sender = "accidents@unit.example"
phone_domain = "sms.example"
"""


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "messenger.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_gateway(tmp_path: Path) -> None:
    assert configured_messenger(written(tmp_path, GATEWAY)) == Gateway(
        url="https://sms.example/send",
        templates={"joined.zh": "T-1001"},
        headers={"Authorization": "key"},
    )


def test_a_mail_relay_with_encryption_unless_it_is_switched_off(tmp_path: Path) -> None:
    relay = configured_messenger(written(tmp_path, RELAY))
    assert isinstance(relay, MailRelay)
    assert relay.starttls


@pytest.mark.parametrize(
    "text",
    ["", "[gateway", GATEWAY + RELAY, "[pigeon]\n", '[gateway]\nurl = "http://sms.example"\n'],
    ids=["nothing", "broken", "two ways", "unknown way", "in the clear"],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidSettings):
        configured_messenger(written(tmp_path, text))


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="chmod"):
        configured_messenger(written(tmp_path, GATEWAY, 0o644))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="messenger"):
        configured_messenger(tmp_path / "messenger.toml")

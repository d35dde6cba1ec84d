"""Where announcements may go is the operator's word, and a wrong word is named."""

from pathlib import Path

import pytest

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.webhooks.configured import configured_sender
from accident_service.errors import AddressRefused, InvalidSettings
from tests.adapters.tls import OwnTls

CLOCK = SystemClock()


def test_without_a_file_only_the_internet_is_reached() -> None:
    sender = configured_sender(None, CLOCK)
    sender.demand_usable("https://receiver.example/hooks")
    with pytest.raises(AddressRefused):
        sender.demand_usable("http://127.0.0.1:9000/")


def test_the_operator_may_name_networks_ports_and_receivers_of_this_machine(
    tmp_path: Path, tls: OwnTls
) -> None:
    path = tmp_path / "webhooks.toml"
    path.write_text(
        'networks = ["10.20.0.0/16", "127.0.0.0/8"]\n'
        'plain = ["127.0.0.1:9000"]\nports = [443, 9443]\n'
        f'authority = "{tls.certificate}"\n'
    )
    sender = configured_sender(path, CLOCK)
    for url in ("https://10.20.1.1:9443/", "http://127.0.0.1:9000/hooks"):
        sender.demand_usable(url)
    with pytest.raises(AddressRefused):
        sender.demand_usable("https://10.21.0.1/")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("network = []", "no field network"),
        ('networks = ["10.0.0.0/33"]', "10.0.0.0/33"),
        ('plain = ["receiver.example:80"]', "not host:port of this machine"),
        ("ports = [true, 'x']", "ports"),
        ("plain = [1]", "plain"),
        ('authority = "/nowhere.pem"', "No such file"),
        ("networks = [", "webhooks.toml"),
    ],
)
def test_a_wrong_word_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "webhooks.toml"
    path.write_text(text)
    with pytest.raises(InvalidSettings, match=named):
        configured_sender(path, CLOCK)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="nowhere"):
        configured_sender(tmp_path / "nowhere.toml", CLOCK)

"""S2: addresses that lead inside are refused, however they are written."""

from ipaddress import ip_address, ip_network

import pytest

from accident_service.adapters.outgoing.allowed import Allowed, is_public
from accident_service.errors import AddressRefused

pytestmark = pytest.mark.proves("S2")


@pytest.mark.parametrize(
    ("url", "authority", "path"),
    [
        ("https://insurer.example/hooks?a=1", "insurer.example", "/hooks?a=1"),
        ("HTTPS://Insurer.Example:443", "insurer.example", "/"),
        ("https://a.b-c.example.:8443/x", "a.b-c.example:8443", "/x"),
        ("https://[2606:4700::1111]/", "[2606:4700::1111]", "/"),
        ("https://93.184.216.34/", "93.184.216.34", "/"),
        ("https://xn--fiqs8s.example/", "xn--fiqs8s.example", "/"),
    ],
)
def test_a_plain_https_address_passes(url: str, authority: str, path: str) -> None:
    target = Allowed().target(url)
    assert (target.authority, target.path) == (authority, path)


@pytest.mark.parametrize(
    "url",
    [
        "http://insurer.example/",
        "ftp://insurer.example/",
        "file:///etc/passwd",
        "gopher://insurer.example/",
        "//insurer.example/",
        "insurer.example",
        "https://",
        "https:///path",
        "https://user@insurer.example/",
        "https://user:secret@insurer.example/",
        "https://insurer.example@evil.example/",
        "https://insurer.example/#part",
        "https://insurer.example\\@evil.example/",
        "https://insurer.example/a b",
        "https://insurer.example/\r\nHost: other",
        "https://insurer.example:22/",
        "https://insurer.example:0/",
        "https://insurer.example:99999/",
        "https://insurer.example:x/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://017700000001/",
        "https://10.0.0.010/",
        "https://1.2.3.4.5/",
        "https://[::1%25lo]/",
        "https://[::1/",
        "https://例子.测试/",
        "https://a..b/",
        "https://-a.example/",
        "https://" + "a" * 64 + ".example/",
        "https://insurer.example/" + "a" * 2048,
    ],
)
def test_anything_else_is_refused_and_the_refusal_repeats_no_secret(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        Allowed().target(url)
    assert "secret" not in str(refused.value)


def test_the_operator_names_hosts_without_tls_and_may_allow_every_port() -> None:
    ours = Allowed(plain=frozenset({"nvr.lan:5000", "store.lan"}))
    assert ours.target("http://nvr.lan:5000/api").port == 5000
    assert ours.target("http://store.lan/").port == 80
    with pytest.raises(AddressRefused, match="not on the list"):
        ours.target("http://nvr.lan:5001/api")
    assert Allowed(ports=None).target("https://nvr.lan:8971/").port == 8971


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))
    Allowed().demand_allowed(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.31.255.255",
        "192.168.0.1",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_addresses_that_lead_inside_are_not(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(AddressRefused, match="not an address of the public internet"):
        Allowed().demand_allowed(ip_address(address))


def test_a_network_the_operator_names_is_meant() -> None:
    ours = Allowed(networks=(ip_network("10.20.0.0/16"), ip_network("fd00::/8")))
    for address in ("10.20.3.4", "::ffff:10.20.3.4", "fd00::5", "93.184.216.34"):
        ours.demand_allowed(ip_address(address))
    for address in ("10.21.0.1", "127.0.0.1", "fe80::1"):
        with pytest.raises(AddressRefused):
            ours.demand_allowed(ip_address(address))

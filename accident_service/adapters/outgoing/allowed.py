"""Which addresses this service connects to: an allowlist of structure, not a list of tricks.

Only https, to a name or address written in the plain way, without credentials in it; only
addresses of the public internet, unless the operator has named the network or the host.
"""

import re
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import urlsplit

from accident_service.errors import AddressRefused

IpAddress = IPv4Address | IPv6Address
IpNetwork = IPv4Network | IPv6Network

LONGEST_URL = 2048
USUAL_PORTS = frozenset({443, 8443})
_PLAIN_CHARACTERS = re.compile(r"[\x21-\x7e]+")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
# The last label of a name is never a number: 127.1, 0x7f.1 and 2130706433 are addresses in
# disguise.
_NAME = re.compile(rf"(?:{_LABEL}\.)*(?!0x)[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
# The special-purpose registries of IANA, and what carries an IPv4 address inside; named here,
# because what Python calls global has changed between its releases.
_NOT_PUBLIC: tuple[IpNetwork, ...] = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Of IPv6 only global unicast is public, less what is set aside inside it.
_GLOBAL_V6 = IPv6Network("2000::/3")
_SET_ASIDE_V6 = tuple(
    IPv6Network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
_CARRY_V4 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


@dataclass(frozen=True, slots=True)
class Target:
    """An address that has passed by its structure; what it resolves to is not known yet."""

    scheme: str
    host: str  # in small letters, without brackets
    port: int
    path: str  # with the query; at least "/"

    @property
    def authority(self) -> str:
        """Host and port as a Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return host if self.port == usual else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What may be connected to.

    `networks` are the operator's own, where private addresses are meant; `plain` are hosts, as
    "host" or "host:port", that may be asked without TLS. `ports` None allows every port.
    """

    networks: tuple[IpNetwork, ...] = ()
    plain: frozenset[str] = frozenset()
    ports: frozenset[int] | None = USUAL_PORTS

    def target(self, url: str) -> Target:
        """The address, if its structure is one we connect to.

        Raises:
            AddressRefused: It is not; the message names the rule, and never the whole address.
        """
        if len(url) > LONGEST_URL or not _PLAIN_CHARACTERS.fullmatch(url) or "\\" in url:
            raise AddressRefused("an address is plain ASCII without spaces or backslashes")
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as fault:
            raise AddressRefused("the address cannot be read") from fault
        if parts.scheme not in ("https", "http") or "@" in parts.netloc or "#" in url:
            raise AddressRefused("an address is https://…, without user, password or fragment")
        host = _plain_host(parts.hostname or "")
        port = port if port is not None else (443 if parts.scheme == "https" else 80)
        if parts.scheme == "http" and not self.plain & {host, f"{host}:{port}"}:
            raise AddressRefused(f"{host} is not on the list of hosts asked without TLS")
        on_list = bool(self.plain & {host, f"{host}:{port}"})
        if self.ports is not None and port not in self.ports and not on_list:
            raise AddressRefused(f"port {port} is not connected to")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Target(parts.scheme, host, port, path)

    def demand_allowed(self, address: IpAddress) -> None:
        """Let pass an address of the public internet, or of the operator's own networks.

        Raises:
            AddressRefused: It is neither.
        """
        plain = _unwrapped(address)
        if any(plain in network for network in self.networks if network.version == plain.version):
            return
        if not is_public(plain):
            raise AddressRefused(
                f"{address} is not an address of the public internet, nor of a network named"
                " as internal"
            )


def is_public(address: IpAddress) -> bool:
    """Is it an address anybody may have, rather than this machine, its network, or a trick?"""
    plain = _unwrapped(address)
    if isinstance(plain, IPv4Address):
        return not any(plain in network for network in _NOT_PUBLIC)
    return plain in _GLOBAL_V6 and not any(plain in network for network in _SET_ASIDE_V6)


def _unwrapped(address: IpAddress) -> IpAddress:
    """The IPv4 address inside an IPv6 one that is translated on the way."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _CARRY_V4[0]:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def _plain_host(host: str) -> str:
    try:
        if "%" not in host:  # a zone is this machine's business
            return str(ip_address(host))
    except ValueError:
        pass
    name = host.removesuffix(".")
    if len(name) > 253 or not _NAME.fullmatch(name):
        raise AddressRefused("the host is neither a name nor an address written in the plain way")
    return name

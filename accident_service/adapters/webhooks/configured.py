"""Where announcements may go besides the public internet, from one TOML file.

networks = ["10.20.0.0/16"]     # private networks that insurers are reached by
plain = ["127.0.0.1:9000"]      # receivers on this machine, asked without TLS: for trials
ports = [443, 8443]             # those connected to; these unless said otherwise
authority = "/etc/…/ca.pem"     # certificates are checked by these authorities instead
"""

import ssl
import tomllib
from ipaddress import ip_network
from pathlib import Path

from accident_service.adapters.notices.gateway import LOOPBACK
from accident_service.adapters.outgoing.allowed import USUAL_PORTS, Allowed
from accident_service.adapters.outgoing.reach import Reach
from accident_service.adapters.webhooks.sender import HttpWebhookSender
from accident_service.casework.ports import Clock
from accident_service.errors import InvalidSettings

FIELDS = frozenset({"networks", "plain", "ports", "authority"})


def configured_sender(path: Path | None, clock: Clock) -> HttpWebhookSender:
    """The way the file allows; without a file, https to the public internet alone.

    Raises:
        InvalidSettings: It cannot be read, or a field is wrong.
    """
    if path is None:
        return HttpWebhookSender(Reach(allowed=Allowed()), clock)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        allowed = _allowed(told)
        tls = ssl.create_default_context(cafile=told.get("authority"))
    except (OSError, ValueError, TypeError) as fault:
        raise InvalidSettings(f"{path}: {fault}") from fault
    return HttpWebhookSender(Reach(allowed=allowed, tls=tls), clock)


def _allowed(told: dict[str, object]) -> Allowed:
    if unknown := told.keys() - FIELDS:
        raise ValueError(f"there is no field {min(unknown)}")
    plain = frozenset(_texts(told, "plain"))
    if away := {one for one in plain if one.rpartition(":")[0] not in LOOPBACK}:
        raise ValueError(f"plain: {min(away)} is not host:port of this machine")
    ports = told.get("ports", sorted(USUAL_PORTS))
    if not isinstance(ports, list) or not all(isinstance(one, int) for one in ports):
        raise ValueError("ports: accepted is a list of whole numbers")
    networks = tuple(ip_network(one) for one in _texts(told, "networks"))
    return Allowed(networks=networks, plain=plain, ports=frozenset(ports))


def _texts(told: dict[str, object], name: str) -> tuple[str, ...]:
    given = told.get(name, [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise ValueError(f"{name}: accepted is a list of texts")
    return tuple(given)

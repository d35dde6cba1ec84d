"""Which way preservation orders go, from one TOML file that only the service may read.

url = "https://…"
secret = "…"                  # shared with its keeper; 16 characters or more
networks = ["10.20.0.0/16"]   # where the address is inside, by the operator's own word
"""

from ipaddress import ip_network
from pathlib import Path

from accident_service.adapters.outgoing.allowed import Allowed
from accident_service.adapters.outgoing.reach import Reach
from accident_service.adapters.outgoing.signed_push import SHORTEST_SECRET
from accident_service.adapters.preservation.order_files import OrderFiles
from accident_service.adapters.preservation.webhook import OrderWebhook
from accident_service.adapters.private_files import private_toml
from accident_service.casework.ports import Clock
from accident_service.casework.preserve_clips import PreservationOrders
from accident_service.errors import AddressRefused, InvalidSettings


def configured_preservation(path: Path | None, folder: Path, clock: Clock) -> PreservationOrders:
    """The way the file describes; without a file, a folder somebody looks into.

    Raises:
        InvalidSettings: It cannot be read, others may read it, or a field is wrong.
    """
    if path is None:
        return OrderFiles(folder)
    told = private_toml(path)
    try:
        networks = tuple(ip_network(one) for one in told.pop("networks", ()))
    except (ValueError, TypeError) as fault:
        raise InvalidSettings(f"{path}: {fault}") from fault
    url, secret = told.pop("url", None), told.pop("secret", None)
    if told or not isinstance(url, str) or not isinstance(secret, str):
        raise InvalidSettings(f"{path}: accepted are `url`, `secret` and `networks`")
    if len(secret) < SHORTEST_SECRET:
        raise InvalidSettings(f"{path}: `secret` has fewer than {SHORTEST_SECRET} characters")
    reach = Reach(allowed=Allowed(networks=networks))
    try:
        reach.allowed.target(url)
    except AddressRefused as refusal:
        raise InvalidSettings(f"{path}: `url`: {refusal}") from refusal
    return OrderWebhook(url=url, secret=secret, reach=reach, clock=clock)

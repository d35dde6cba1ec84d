"""The rules by which each network is asked for recordings, as data with its sources.

They stand in `networks.toml`, so that an office can read and correct them without touching code.
"""

import tomllib
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from accident_service.errors import InvalidSettings
from accident_service.footage.camera import CameraNetwork

# A recording with less time left is asked to be preserved at once, whoever keeps it. [design]
SOON = timedelta(days=3)


class Approval(StrEnum):
    """Who has to agree before a network is asked."""

    STANDING = "standing"  # the case itself is the warrant; the register is the check
    NOTICE = "notice"  # a written notice goes to whoever runs the camera
    OWN = "own"  # its owner hands it in


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRules:
    """One network's rules; every `..._basis` names the articles behind the line above it."""

    name_zh: str
    name_en: str
    legal_basis: tuple[str, ...]
    approval: Approval
    approval_basis: tuple[str, ...]
    retention_basis: tuple[str, ...]
    register_due: bool
    register_basis: tuple[str, ...]
    asked_at_once: bool
    place_in_ranking: int
    least_retention_days: int | None = None  # None: no law gives a minimum

    def expires_soon(self, kept_until_at: datetime, *, now_at: datetime) -> bool:
        """Is it to be preserved at once: not bound to keep it, or nearly over?"""
        return self.least_retention_days is None or kept_until_at - now_at < SOON


def rules_of(network: CameraNetwork) -> NetworkRules:
    """The rules of one network.

    Raises:
        InvalidSettings: The file lacks the network or a line of it.
    """
    return _all_rules()[network]


@cache
def _all_rules() -> dict[CameraNetwork, NetworkRules]:
    text = (files("accident_service.footage") / "networks.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {network: _read(network, tables) for network in CameraNetwork}


def _read(network: CameraNetwork, tables: dict[str, dict[str, object]]) -> NetworkRules:
    known = {one.name for one in fields(NetworkRules)}
    table = tables.get(network.value, {})
    needed = known - {"least_retention_days"}
    if not needed <= set(table) <= known:
        wrong = sorted((needed - set(table)) | (set(table) - known))
        raise InvalidSettings(f"networks.toml: [{network}] lacks or misnames {', '.join(wrong)}")
    given = {name: tuple(one) if isinstance(one, list) else one for name, one in table.items()}
    given["approval"] = Approval(str(given["approval"]))
    return NetworkRules(**given)  # type: ignore[arg-type]  # the names are checked above

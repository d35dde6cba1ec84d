"""Files of the operator that hold what only the service may read."""

import stat
import tomllib
from pathlib import Path
from typing import Any

from accident_service.errors import InvalidSettings


def demand_closed_to_others(path: Path, what: str = "holds a secret") -> None:
    """Refuse a file that everybody may read.

    Args:
        what: What it is to be kept for, as the refusal says it.

    Raises:
        InvalidSettings: Others may read it.
        OSError: It cannot be looked at.
    """
    if path.stat().st_mode & stat.S_IRWXO:
        raise InvalidSettings(f"{path} {what} and may be read by others; chmod o= it")


def private_toml(path: Path, what: str = "holds a secret") -> dict[str, Any]:
    """The tables of a private TOML file.

    Raises:
        InvalidSettings: It cannot be read, others may read it, or it is no TOML.
    """
    try:
        demand_closed_to_others(path, what)
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise InvalidSettings(f"{path}: {fault}") from fault

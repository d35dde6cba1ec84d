"""One line of the doctor's page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from accident_service.errors import (
    CustodyBroken,
    InvalidInput,
    NotFound,
    OutsideWorldFailed,
)


class Standing(StrEnum):
    """How something was found."""

    OK = "ok"
    DOUBTFUL = "doubtful"  # it works, and somebody should know
    WRONG = "wrong"  # the service does not do what it should


@dataclass(frozen=True, slots=True)
class Finding:
    """`do` says what helps; empty where all is well."""

    part: str  # "ledger", "queue", "keys" …
    standing: Standing
    told: str
    do: str = ""


Look = Callable[[], Iterable[Finding]]


def ok(part: str, told: str) -> Finding:
    """All is well."""
    return Finding(part, Standing.OK, told)


def doubtful(part: str, told: str, do: str) -> Finding:
    """It works, and somebody should know."""
    return Finding(part, Standing.DOUBTFUL, told, do)


def wrong(part: str, told: str, do: str) -> Finding:
    """It does not work."""
    return Finding(part, Standing.WRONG, told, do)


def looked_at(part: str, look: Look, do: str) -> Iterator[Finding]:
    """What a look finds; one that fails is itself a finding, and the others go on.

    Args:
        do: What helps where the look fails.
    """
    try:
        yield from look()
    except (OutsideWorldFailed, InvalidInput, NotFound, CustodyBroken, OSError) as fault:
        yield wrong(part, str(fault).partition("\n")[0], do)

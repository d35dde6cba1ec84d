"""Credentials by reference: a file of settings names where a secret is, never the secret.

`env:NAME` is a variable of this process's environment, `file:/path` a file only the service
may read. A secret is looked up when it is needed, so that it may be changed without a restart,
and it shows itself to nobody by accident.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from accident_service.adapters.private_files import demand_closed_to_others
from accident_service.errors import InvalidSettings

SHORTEST = 4  # characters; what is left out of messages must be long enough to be told
Lookup = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Secret:
    """A reference to a credential; printing it prints the reference."""

    reference: str
    lookup: Lookup = field(repr=False, compare=False)

    def reveal(self) -> str:
        """The secret itself, for the wire only.

        Raises:
            InvalidSettings: It is not there, or others may read it; the message names the
                reference.
        """
        kind, _, place = self.reference.partition(":")
        found = self.lookup(place) if kind == "env" else _text_of(Path(place))
        if found is None or len(found.strip()) < SHORTEST:
            raise InvalidSettings(f"the secret {self.reference} is not there, or too short")
        return found.strip()


def secret_at(reference: str, lookup: Lookup) -> Secret:
    """A secret by its reference.

    Raises:
        InvalidSettings: It is no reference; the message does not repeat it, since it may be
            the secret itself.
    """
    kind, _, place = reference.partition(":")
    if kind not in ("env", "file") or not place or (kind == "file" and not place.startswith("/")):
        raise InvalidSettings('a secret is named as "env:NAME" or "file:/path", never written out')
    return Secret(reference, lookup)


def _text_of(path: Path) -> str | None:
    try:
        demand_closed_to_others(path)
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        return None

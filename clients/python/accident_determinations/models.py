"""What the API answers, typed; what this version does not know stays in `raw`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

Json = Mapping[str, Any]
NO_LONGER_IN_FORCE = frozenset({"revoked", "replaced"})


def moment(written: str) -> datetime:
    """An aware moment from RFC 3339."""
    return datetime.fromisoformat(written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list; no personal data."""

    number: str
    version: int
    status: str  # issued, served, under_review, revoked, replaced
    sample: bool
    issued_at: datetime
    updated_at: datetime
    occurred_at: datetime
    raw: Json = field(repr=False, compare=False)

    @classmethod
    def of(cls, body: Json) -> Self:
        """From the list's JSON."""
        return cls(updated_at=moment(body["updated_at"]), **_in_line_and_in_full(body))


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party; in full when you cover it, masked otherwise."""

    letter: str
    covered_by_you: bool
    name: str
    plate: str
    insurer: str
    policy_no: str
    responsibility: str  # full, primary, equal, secondary, none
    responsibility_code: str
    raw: Json = field(repr=False, compare=False)

    @classmethod
    def of(cls, body: Json) -> Self:
        """From a determination's JSON."""
        known = (name for name in cls.__dataclass_fields__ if name != "raw")
        return cls(raw=body, **{name: body[name] for name in known})


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of the determination of an accident."""

    number: str
    version: int
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Your own claim, as you left it."""

    reference: str
    number: str
    linked_at: datetime

    @classmethod
    def of(cls, body: Json) -> Self:
        """From its JSON."""
        return cls(
            reference=body["reference"],
            number=body["number"],
            linked_at=moment(body["linked_at"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """One determination, as your insurer may see it."""

    number: str
    version: int
    status: str
    sample: bool
    issued_at: datetime
    occurred_at: datetime
    parties: tuple[Party, ...]
    versions: tuple[Version, ...]
    claim: Claim | None
    document_sha256: str
    raw: Json = field(repr=False, compare=False)

    @property
    def in_force(self) -> bool:
        """May you settle by it? False for what was revoked or replaced, and for samples."""
        return self.status not in NO_LONGER_IN_FORCE and not self.sample

    @property
    def own(self) -> tuple[Party, ...]:
        """The parties you cover."""
        return tuple(party for party in self.parties if party.covered_by_you)

    @classmethod
    def of(cls, body: Json) -> Self:
        """From its JSON."""
        return cls(
            parties=tuple(Party.of(party) for party in body["parties"]),
            versions=tuple(
                Version(number=one["number"], version=one["version"], status=one["status"])
                for one in body["versions"]
            ),
            claim=None if body["claim"] is None else Claim.of(body["claim"]),
            document_sha256=body["document"]["sha256"],
            **_in_line_and_in_full(body),
        )


def _in_line_and_in_full(body: Json) -> dict[str, Any]:
    return {
        "number": body["number"],
        "version": body["version"],
        "status": body["status"],
        "sample": body.get("sample", False),
        "issued_at": moment(body["issued_at"]),
        "occurred_at": moment(body["occurred_at"]),
        "raw": body,
    }

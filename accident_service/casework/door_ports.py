"""What the doors need to know who is knocking; the story itself never asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accident_service.casefile.decision import Officer
from accident_service.casefile.roles import Role
from accident_service.quantities.identifiers import CaseId, InsurerId, OfficerId, UnitId


class CodeSender(Protocol):
    """Carries a code to a phone."""

    def send(self, phone: str, code: str) -> None:
        """Deliver the code.

        Raises:
            OutsideWorldFailed: The message could not be sent.
        """
        ...


class OneTimeCodes(Protocol):
    """Six-digit codes sent to a phone; few tries, short life."""

    def send(self, phone: str) -> None:
        """Send a fresh code; earlier ones stop working.

        Raises:
            NotPermitted: Too many codes were asked for this phone lately.
            OutsideWorldFailed: The message could not be sent.
        """
        ...

    def verify(self, phone: str, code: str) -> bool:
        """Is this the code last sent to the phone, in time, within the tries? Works once."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account may do now.

    Whoever signed in before `keys_changed_at` has to sign in again: a password or a device was
    replaced, perhaps because somebody else had it. Whose password was handed over by somebody
    else chooses another before anything else.
    """

    roles: frozenset[Role]
    keys_changed_at: datetime | None = None
    password_handed_over: bool = False


class OfficerAccounts(Protocol):
    """Officers who may sign in."""

    def authenticate(self, user_name: str, password: str) -> Officer | None:
        """The officer, or None; takes as long for an unknown name as for a wrong password."""
        ...

    def officer(self, officer_id: OfficerId) -> Officer:
        """One officer.

        Raises:
            NotFound: No such officer, or no longer active.
        """
        ...

    def named(self, user_name: str) -> Officer:
        """The officer who signs in by this name.

        Raises:
            NotFound: Nobody does, or no longer.
        """
        ...

    def standing(self, officer_id: OfficerId) -> Standing:
        """What this account may do; without any role, nothing."""
        ...

    def of_unit(self, unit: UnitId) -> tuple[Officer, ...]:
        """Every active officer of a unit who works on cases, by name."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class InsurerClient:
    """An insurer's API client."""

    client_id: str
    insurer: InsurerId
    insurer_code: str  # as drivers choose it, such as "PICC"
    scopes: frozenset[str]
    certificates: frozenset[str] = frozenset()  # it must come with one of these; SHA-256, hex
    sandbox: bool = False  # sees samples, and nothing else


class InsurerClients(Protocol):
    """Insurers' API clients; secrets are kept as hashes only."""

    def authenticate(self, client_id: str, client_secret: str) -> InsurerClient | None:
        """The client, or None."""
        ...

    def client(self, client_id: str) -> InsurerClient | None:
        """The client by id, or None when it is unknown or switched off."""
        ...


class InviteLinks(Protocol):
    """Single-purpose links by which the second driver finds the case."""

    def issue(self, case_id: CaseId) -> str:
        """A new random token for the case; only its hash is kept."""
        ...

    def case_of(self, token: str) -> CaseId:
        """The case the link belongs to.

        Raises:
            NotFound: Unknown, expired or used up.
        """
        ...


class Drafts(Protocol):
    """Half-filled forms, kept on the server so that nothing typed is lost."""

    def load(self, key: str) -> dict[str, str]:
        """The fields so far; empty for an unknown key."""
        ...

    def save(self, key: str, fields: dict[str, str]) -> None:
        """Keep the fields."""
        ...

    def discard(self, key: str) -> None:
        """Forget the draft once it has become a report."""
        ...

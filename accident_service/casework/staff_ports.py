"""Who works here, as those who administer it see it: accounts, roles and units."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accident_service.casefile.decision import Officer
from accident_service.casefile.roles import Role
from accident_service.quantities.identifiers import OfficerId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in, or once might; accounts are never deleted."""

    officer: Officer
    user_name: str
    roles: frozenset[Role]
    active: bool = True

    @property
    def administers(self) -> bool:
        """May this account change others now?"""
        return self.active and Role.ADMINISTRATOR in self.roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of the police; `higher` reviews what it decides."""

    code: UnitId
    name: str
    higher: UnitId | None = None


class StaffStore(Protocol):
    """Accounts and units, inside a unit of work."""

    def accounts(self) -> tuple[Account, ...]:
        """Every account, the active ones first, then by name; locked where it may be changed."""
        ...

    def account(self, officer_id: OfficerId) -> Account:
        """One account, active or not.

        Raises:
            NotFound: There is no such account.
        """
        ...

    def add(self, account: Account, password_hash: str) -> None:
        """Keep a new account, whose password is handed over.

        Raises:
            Conflict: The user name is taken.
        """
        ...

    def save(self, account: Account) -> None:
        """Keep what changed of an account: roles, unit, qualification, whether it is active."""
        ...

    def new_password(self, officer_id: OfficerId, password_hash: str, *, handed_over: bool) -> None:
        """Replace the password by one its owner chose, or one that is handed over to them."""
        ...

    def end_sessions(self, officer_id: OfficerId, at: datetime) -> None:
        """Whoever signed in to this account before `at` has to sign in again."""
        ...

    def units(self) -> tuple[Unit, ...]:
        """Every unit, by code."""
        ...

    def save_unit(self, unit: Unit) -> None:
        """Keep a unit, new or changed; its people bear its name from now on."""
        ...


class PasswordHash(Protocol):
    """Turns passwords into what may be kept of them."""

    def of(self, password: str) -> str:
        """The slow hash, with salt and cost."""
        ...

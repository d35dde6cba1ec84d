"""The staff store of the fake ledger."""

from dataclasses import dataclass, replace
from datetime import datetime

from accident_service.casework.staff_ports import Account, Unit
from accident_service.errors import Conflict, NotFound
from accident_service.quantities.identifiers import OfficerId
from tests.fakes.ledger_tables import Tables


@dataclass(frozen=True, slots=True)
class FakePasswordHash:
    """Keeps what is told apart, and nothing safe."""

    def of(self, password: str) -> str:
        """The password turned round."""
        return password[::-1]


@dataclass(frozen=True, slots=True)
class FakeStaffStore:
    """A `StaffStore` on tables in memory."""

    tables: Tables

    def accounts(self) -> tuple[Account, ...]:
        """Every account, the active ones first, then by name."""
        kept = self.tables.staff.values()
        return tuple(sorted(kept, key=lambda one: (not one.active, one.officer.name)))

    def account(self, officer_id: OfficerId) -> Account:
        """One account."""
        if officer_id not in self.tables.staff:
            raise NotFound(f"no account {officer_id}")
        return self.tables.staff[officer_id]

    def add(self, account: Account, password_hash: str) -> None:
        """Keep a new account."""
        if any(one.user_name == account.user_name for one in self.tables.staff.values()):
            raise Conflict(f"user name {account.user_name} exists")
        self.tables.staff[account.officer.id] = account
        self.tables.password_hashes[account.officer.id] = password_hash
        self.tables.handed_over.add(account.officer.id)

    def save(self, account: Account) -> None:
        """Keep what changed."""
        self.tables.staff[account.officer.id] = account

    def new_password(self, officer_id: OfficerId, password_hash: str, *, handed_over: bool) -> None:
        """Replace the password."""
        self.tables.password_hashes[officer_id] = password_hash
        if handed_over:
            self.tables.handed_over.add(officer_id)
        else:
            self.tables.handed_over.discard(officer_id)

    def end_sessions(self, officer_id: OfficerId, at: datetime) -> None:
        """Note from when sessions count."""
        self.tables.sessions_ended[officer_id] = at

    def units(self) -> tuple[Unit, ...]:
        """Every unit, by code."""
        return tuple(self.tables.units[code] for code in sorted(self.tables.units))

    def save_unit(self, unit: Unit) -> None:
        """Keep a unit; its people bear its name."""
        self.tables.units[unit.code] = unit
        higher = self.tables.units.get(unit.higher) if unit.higher else None
        for one in self.tables.staff.values():
            if one.officer.unit == unit.code:
                officer = replace(
                    one.officer,
                    unit_name=unit.name,
                    higher_unit=unit.higher,
                    higher_unit_name=higher.name if higher else "",
                )
                self.tables.staff[officer.id] = replace(one, officer=officer)

"""Accounts, roles and units in SQL, for those who administer them."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.door_tables import officer as table
from accident_service.adapters.database.door_tables import officer_role
from accident_service.adapters.database.door_tables import unit as unit_table
from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.staff_rows import columns_of_officer, officer_of
from accident_service.casefile.roles import Role
from accident_service.casework.staff_ports import Account, Unit
from accident_service.errors import Conflict, NotFound
from accident_service.quantities.identifiers import OfficerId, UnitId


class SqlStaffStore:
    """A `StaffStore` inside one transaction."""

    def __init__(self, connection: Connection, *, for_writing: bool) -> None:
        self._connection = connection
        self._for_writing = for_writing

    def accounts(self) -> tuple[Account, ...]:
        """Every account, the active ones first, then by name."""
        query = select(table).order_by(table.c.active.desc(), table.c.name, table.c.id)
        # Two who remove each other at once must not leave nobody: the second one waits.
        locked = query.with_for_update() if self._for_writing else query
        rows = self._connection.execute(locked).all()
        roles: dict[str, set[Role]] = defaultdict(set)
        for officer_id, role in self._connection.execute(
            select(officer_role.c.officer_id, officer_role.c.role)
        ):
            roles[officer_id].add(Role(role))
        return tuple(_account_of(row, frozenset(roles[row.id])) for row in rows)

    def account(self, officer_id: OfficerId) -> Account:
        """One account, active or not; NotFound where there is none."""
        found = [one for one in self.accounts() if one.officer.id == officer_id]
        if not found:
            raise NotFound(f"no account {officer_id}")
        return found[0]

    def add(self, account: Account, password_hash: str) -> None:
        """Keep a new account, its password handed over; Conflict where the user name is taken."""
        try:
            self._connection.execute(
                insert(table).values(
                    **columns_of_officer(account.officer),
                    user_name=account.user_name,
                    password_hash=password_hash,
                    password_handed_over=True,
                    active=account.active,
                )
            )
        except IntegrityError as clash:
            raise Conflict(f"user name {account.user_name} exists") from clash
        self._keep_roles(account)

    def save(self, account: Account) -> None:
        """Keep what changed of an account."""
        self._change(
            account.officer.id, **columns_of_officer(account.officer), active=account.active
        )
        self._keep_roles(account)

    def new_password(self, officer_id: OfficerId, password_hash: str, *, handed_over: bool) -> None:
        """Replace the password."""
        self._change(officer_id, password_hash=password_hash, password_handed_over=handed_over)

    def end_sessions(self, officer_id: OfficerId, at: datetime) -> None:
        """Whoever signed in before has to sign in again."""
        self._change(officer_id, keys_changed_at=at)

    def units(self) -> tuple[Unit, ...]:
        """Every unit, by code."""
        rows = self._connection.execute(select(unit_table).order_by(unit_table.c.code)).all()
        return tuple(
            Unit(
                code=UnitId(row.code),
                name=row.name,
                higher=None if row.higher is None else UnitId(row.higher),
            )
            for row in rows
        )

    def save_unit(self, unit: Unit) -> None:
        """Keep a unit; its people bear its name from now on."""
        columns = {"name": unit.name, "higher": unit.higher}
        entered = insert_into(self._connection, unit_table).values(code=unit.code, **columns)
        self._connection.execute(
            entered.on_conflict_do_update(index_elements=["code"], set_=columns)
        )
        names = {one.code: one.name for one in self.units()}
        higher_name = names.get(unit.higher, "") if unit.higher else ""
        self._connection.execute(
            update(table)
            .where(table.c.unit == unit.code)
            .values(unit_name=unit.name, higher_unit=unit.higher, higher_unit_name=higher_name)
        )
        self._connection.execute(
            update(table).where(table.c.higher_unit == unit.code).values(higher_unit_name=unit.name)
        )

    def _keep_roles(self, account: Account) -> None:
        mine = officer_role.c.officer_id == account.officer.id
        self._connection.execute(delete(officer_role).where(mine))
        for role in sorted(account.roles):
            self._connection.execute(
                insert(officer_role).values(officer_id=account.officer.id, role=role.value)
            )

    def _change(self, officer_id: OfficerId, **values: object) -> None:
        self._connection.execute(update(table).where(table.c.id == officer_id).values(**values))


def _account_of(row: KeptRow, roles: frozenset[Role]) -> Account:
    return Account(
        officer=officer_of(row), user_name=row.user_name, roles=roles, active=bool(row.active)
    )

"""Officers in SQL: who may sign in, and what each may decide."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from accident_service.adapters.database.door_tables import officer as table
from accident_service.adapters.database.door_tables import officer_role
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.passwords import SlowHash
from accident_service.adapters.database.staff_rows import columns_of_officer, note_unit, officer_of
from accident_service.casefile.decision import Officer
from accident_service.casefile.roles import Role
from accident_service.casework.door_ports import Standing
from accident_service.errors import Conflict, InvalidInput, NotFound
from accident_service.quantities.identifiers import OfficerId, UnitId

SHORTEST_PASSWORD = 12  # characters [design]


@dataclass(frozen=True, slots=True)
class SqlOfficerAccounts:
    """An `OfficerAccounts`, with what the command line needs to enrol officers."""

    engines: Engines
    slow_hash: SlowHash

    def authenticate(self, user_name: str, password: str) -> Officer | None:
        """The officer, or None; takes as long for an unknown name as for a wrong password."""
        with self.engines.glance() as connection:
            row = connection.execute(
                select(table).where(table.c.user_name == user_name, table.c.active)
            ).first()
        if row is None:
            self.slow_hash.waste_the_same_time(password)
            return None
        if not self.slow_hash.matches(row.password_hash, password):
            return None
        if self.slow_hash.is_outdated(row.password_hash):
            self.set_password(OfficerId(row.id), password)
        return officer_of(row)

    def officer(self, officer_id: OfficerId) -> Officer:
        """One officer.

        Raises:
            NotFound: No such officer, or no longer active.
        """
        with self.engines.glance() as connection:
            row = connection.execute(
                select(table).where(table.c.id == officer_id, table.c.active)
            ).first()
        if row is None:
            raise NotFound(f"no officer {officer_id}")
        return officer_of(row)

    def named(self, user_name: str) -> Officer:
        """The officer who signs in by this name.

        Raises:
            NotFound: Nobody does, or no longer.
        """
        with self.engines.glance() as connection:
            row = connection.execute(
                select(table).where(table.c.user_name == user_name, table.c.active)
            ).first()
        if row is None:
            raise NotFound("no active account has this user name")
        return officer_of(row)

    def standing(self, officer_id: OfficerId) -> Standing:
        """What this account may do now."""
        granted = select(officer_role.c.role).where(officer_role.c.officer_id == officer_id)
        known = select(table.c.keys_changed_at, table.c.password_handed_over).where(
            table.c.id == officer_id
        )
        with self.engines.glance() as connection:
            roles = connection.execute(granted).scalars().all()
            row = connection.execute(known).first()
        keys_changed_at, handed_over = row or (None, False)
        return Standing(frozenset(Role(one) for one in roles), keys_changed_at, handed_over)

    def of_unit(self, unit: UnitId) -> tuple[Officer, ...]:
        """Every active officer of a unit who works on cases, by name."""
        query = (
            select(table)
            .join(officer_role, officer_role.c.officer_id == table.c.id)
            .where(table.c.unit == unit, table.c.active, officer_role.c.role == Role.OFFICER)
        )
        with self.engines.glance() as connection:
            rows = connection.execute(query.order_by(table.c.name, table.c.id)).all()
        return tuple(officer_of(row) for row in rows)

    def with_user_name(self, user_name: str) -> Officer:
        """The officer who signs in by this name, active or not.

        Raises:
            NotFound: Nobody does.
        """
        with self.engines.glance() as connection:
            row = connection.execute(select(table).where(table.c.user_name == user_name)).first()
        if row is None:
            raise NotFound(f"nobody signs in as {user_name}")
        return officer_of(row)

    def enrol(
        self,
        officer: Officer,
        *,
        user_name: str,
        password: str,
        roles: frozenset[Role] = frozenset({Role.OFFICER}),
    ) -> None:
        """Let somebody sign in, with these roles; the unit is noted with them.

        Raises:
            InvalidInput: The password is too short.
            Conflict: The id or the user name is taken.
        """
        _demand_length(password)
        columns = columns_of_officer(officer)
        try:
            with self.engines.transaction() as connection:
                connection.execute(
                    insert(table).values(
                        user_name=user_name,
                        password_hash=self.slow_hash.of(password),
                        active=True,
                        **columns,
                    )
                )
                note_unit(connection, officer)
                for role in sorted(roles):
                    connection.execute(
                        insert(officer_role).values(officer_id=officer.id, role=role.value)
                    )
        except IntegrityError as clash:
            raise Conflict(f"officer {officer.id} or user name {user_name} exists") from clash

    def set_password(self, officer_id: OfficerId, password: str) -> None:
        """Replace the password.

        Raises:
            InvalidInput: The password is too short.
            NotFound: No such officer.
        """
        _demand_length(password)
        self._change(officer_id, password_hash=self.slow_hash.of(password))

    def _change(self, officer_id: OfficerId, **values: object) -> None:
        with self.engines.transaction() as connection:
            changed = connection.execute(
                update(table).where(table.c.id == officer_id).values(values)
            )
        if changed.rowcount != 1:
            raise NotFound(f"no officer {officer_id}")


def _demand_length(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(f"a password has at least {SHORTEST_PASSWORD} characters")

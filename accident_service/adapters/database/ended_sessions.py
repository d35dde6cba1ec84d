"""Sessions somebody signed out of, in SQL, so that every web process turns a copy away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.door_tables import ended_session as table
from accident_service.adapters.database.engine import Engines
from accident_service.casework.ports import Clock


@dataclass(frozen=True, slots=True)
class SqlEndedSessions:
    """An `EndedSessions`; every end also sweeps out those no copy of which is in time."""

    engines: Engines
    clock: Clock

    def end(self, session_id: str, *, until: datetime) -> None:
        """Remember it; see the port."""
        with self.engines.transaction() as connection:
            connection.execute(delete(table).where(table.c.until <= self.clock.now()))
            connection.execute(
                insert_into(connection, table)
                .values(id=session_id, until=until)
                .on_conflict_do_nothing(index_elements=[table.c.id])
            )

    def has_ended(self, session_id: str) -> bool:
        """Did somebody sign out of it?"""
        with self.engines.glance() as connection:
            found = connection.execute(select(table.c.id).where(table.c.id == session_id))
            return found.scalar_one_or_none() is not None

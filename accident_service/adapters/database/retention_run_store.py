"""Runs of destruction in SQL."""

from sqlalchemy import Connection, select

from accident_service.adapters.database.archive_tables import retention_run as table
from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.documents import (
    retention_run_of_text,
    text_of_retention_run,
)
from accident_service.casefile.retention_run import RetentionRun, RunState
from accident_service.errors import NotFound


class SqlRetentionRunStore:
    """A `RetentionRunStore` inside one transaction."""

    def __init__(self, connection: Connection, *, for_writing: bool) -> None:
        self._connection = connection
        self._for_writing = for_writing

    def keep(self, run: RetentionRun) -> None:
        """Keep a run, new or changed."""
        columns = {"state": run.state.value, "document": text_of_retention_run(run)}
        row = insert_into(self._connection, table).values(
            id=run.id, proposed_at=run.proposed_at, **columns
        )
        self._connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=columns))

    def run(self, run_id: str) -> RetentionRun:
        """One run; NotFound where there is none."""
        query = select(table.c.document).where(table.c.id == run_id)
        locked = query.with_for_update() if self._for_writing else query
        text = self._connection.execute(locked).scalar()
        if text is None:
            raise NotFound(f"no run {run_id}")
        return retention_run_of_text(text)

    def runs(self, *states: RunState, limit: int) -> tuple[RetentionRun, ...]:
        """The runs in these states, the newest first; of all states where none is named."""
        query = select(table.c.document).order_by(table.c.proposed_at.desc(), table.c.id.desc())
        if states:
            query = query.where(table.c.state.in_([one.value for one in states]))
        found = self._connection.execute(query.limit(limit)).scalars()
        return tuple(retention_run_of_text(one) for one in found)

"""The figures of days at rest, each day's rows packed into one block.

A block stands for exactly the rows of the cases filed on its day. Whoever writes such a row,
by whatever program, drops the block in the same transaction: a trigger of the database sees to
it (migration 0030). A sweep packs the days anew that have none. Without any block every figure
is still right, and read row by row.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, delete, func, insert, select, text

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.figure_columns import packed
from accident_service.adapters.database.figure_tables import case_figure, figure_block
from accident_service.casefile.working_days import beijing_date
from accident_service.casework.ports import Clock

DAYS_A_TURN = 40
# Of a day still going on a case is filed every minute: it is read row by row. [design]
REST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PackFigures:
    """Packs days at rest that have no block, the latest first."""

    engines: Engines
    clock: Clock

    def turn(self) -> int:
        """Pack some days; how many. Days without a case between the first and today count too.

        Raises:
            LedgerUnavailable: The ledger did not answer.
        """
        with self.engines.glance() as connection:
            days = self._without_block(connection)
        for day in days:
            with self.engines.transaction() as connection:
                _pack(connection, day)
        return len(days)

    def _without_block(self, connection: Connection) -> list[int]:
        first = connection.execute(select(func.min(case_figure.c.filed_day))).scalar()
        if first is None:
            return []
        last = beijing_date(self.clock.now() - REST).toordinal() - 1
        packed_days = set(connection.execute(select(figure_block.c.day)).scalars())
        missing = (day for day in range(last, first - 1, -1) if day not in packed_days)
        return [day for _, day in zip(range(DAYS_A_TURN), missing, strict=False)]


def _pack(connection: Connection, day: int) -> None:
    if connection.dialect.name == "postgresql":
        # Waits for every writer that may have seen no block to drop, and holds new ones up for
        # the milliseconds this takes. SQLite has one writer at a time anyway.
        connection.execute(text("LOCK TABLE case_figure IN SHARE ROW EXCLUSIVE MODE"))
    query = select(case_figure).where(case_figure.c.filed_day == day)
    content = packed(connection.execute(query.order_by(case_figure.c.case_id)).all())
    connection.execute(delete(figure_block).where(figure_block.c.day == day))
    digest = hashlib.sha256(content).hexdigest()
    connection.execute(insert(figure_block).values(day=day, digest=digest, content=content))

"""What parties say of the service, in SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.feedback_tables import feedback as table
from accident_service.adapters.database.personal import opened, row_of, sealed
from accident_service.casefile.feedback import MARKS, Feedback, FeedbackFigures
from accident_service.quantities.identifiers import CaseId, UnitId
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True)
class SqlFeedbackBook:
    """A `FeedbackBook`; the first mark of a party stands, whichever of two taps comes first."""

    engines: Engines

    def keep(self, feedback: Feedback) -> None:
        """Keep a party's mark; see the port."""
        row = row_of(feedback.case, feedback.letter.value)
        with self.engines.transaction() as connection:
            words = sealed(connection, table.c.words, row, feedback.words)
            connection.execute(
                insert_into(connection, table)
                .values(
                    case_id=feedback.case,
                    letter=feedback.letter.value,
                    unit=feedback.unit,
                    mark=feedback.mark,
                    words=words,
                    at=feedback.at,
                )
                .on_conflict_do_nothing()
            )

    def of_party(self, case_id: CaseId, letter: PartyLetter) -> Feedback | None:
        """What this party has said of this case."""
        query = select(table).where(table.c.case_id == case_id, table.c.letter == letter.value)
        with self.engines.glance() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            name = row_of(row.case_id, row.letter)
            words = opened(connection, table.c.words, name, row.words)
        return Feedback(
            case=CaseId(row.case_id),
            letter=PartyLetter(row.letter),
            unit=UnitId(row.unit),
            mark=row.mark,
            words=words,
            at=row.at,
        )

    def figures(self, *, since: datetime, until: datetime, unit: UnitId | None) -> FeedbackFigures:
        """The marks of a time, of one unit or all; see the port."""
        query = select(table.c.mark, func.count()).where(table.c.at >= since, table.c.at < until)
        if unit is not None:
            query = query.where(table.c.unit == unit)
        with self.engines.glance() as connection:
            rows = connection.execute(query.group_by(table.c.mark)).all()
        counted = {int(row[0]): int(row[1]) for row in rows}
        one, two, three, four, five = (counted.get(mark, 0) for mark in MARKS)
        return FeedbackFigures(counts=(one, two, three, four, five))

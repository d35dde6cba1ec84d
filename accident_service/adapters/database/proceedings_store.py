"""What follows in each case, in SQL: one JSON document per case, with its version."""

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from accident_service.adapters.database.carried_over import carried_over
from accident_service.adapters.database.documents import (
    proceedings_of_text,
    text_of_proceedings,
)
from accident_service.adapters.database.personal import opened, sealed
from accident_service.adapters.database.proceedings_tables import proceedings as table
from accident_service.casefile.proceedings import NO_VERSION, Proceedings
from accident_service.errors import CaseMovedOn
from accident_service.quantities.identifiers import CaseId, UnitId


class SqlProceedingsStore:
    """A `ProceedingsStore` inside one transaction.

    It remembers the version it gave out; a save succeeds only on top of that.
    """

    def __init__(self, connection: Connection, *, for_writing: bool) -> None:
        self._connection = connection
        self._for_writing = for_writing
        self._seen: dict[CaseId, int] = {}
        self._read: dict[CaseId, tuple[str, Proceedings]] = {}
        self.changed: set[CaseId] = set()  # whose copies for searching are out of date

    def load(self, case_id: CaseId) -> Proceedings:
        """The newest version; an empty one while nothing has followed yet."""
        query = select(table.c.document).where(table.c.case_id == case_id)
        if self._for_writing:
            query = query.with_for_update()
        text = self._connection.execute(query).scalar()
        found = Proceedings(case=case_id)
        if text is not None:
            read = opened(self._connection, table.c.document, case_id, text)
            found = proceedings_of_text(read)
            self._read.setdefault(case_id, (read, found))
        self._seen.setdefault(case_id, found.version)
        return found

    def save(self, proceedings: Proceedings) -> None:
        """Keep a later version; a no-op when it is the stored one.

        Raises:
            CaseMovedOn: Somebody saved another version since this unit of work loaded it.
        """
        expected = self._seen.get(proceedings.case, proceedings.version - 1)
        if proceedings.version == expected:
            return
        if expected == NO_VERSION:
            self._add(proceedings)
        else:
            self._replace(proceedings, expected)
        self._seen[proceedings.case] = proceedings.version
        self.changed.add(proceedings.case)

    def under_review_by(self, unit: UnitId) -> tuple[CaseId, ...]:
        """Cases on this unit's desk for review, longest waiting first."""
        query = (
            select(table.c.case_id)
            .where(table.c.review_unit == unit)
            .order_by(table.c.review_since, table.c.case_id)
        )
        return tuple(CaseId(one) for one in self._connection.execute(query).scalars())

    def _add(self, proceedings: Proceedings) -> None:
        try:
            self._connection.execute(
                insert(table).values(
                    case_id=proceedings.case,
                    **_columns_of(self._connection, proceedings, text_of_proceedings(proceedings)),
                )
            )
        except IntegrityError as clash:
            raise _moved_on() from clash

    def _replace(self, proceedings: Proceedings, expected: int) -> None:
        text = text_of_proceedings(proceedings)
        if (before := self._read.get(proceedings.case)) is not None:
            text = carried_over(before[0], text_of_proceedings(before[1]), text)
        saved = self._connection.execute(
            update(table)
            .where(
                table.c.case_id == proceedings.case,
                table.c.version == expected,
                table.c.version < proceedings.version,
            )
            .values(_columns_of(self._connection, proceedings, text))
        )
        if saved.rowcount != 1:
            raise _moved_on()


def _columns_of(connection: Connection, proceedings: Proceedings, text: str) -> dict[str, object]:
    open_reviews = [one for one in proceedings.reviews if one.is_open and one.unit is not None]
    review = next(iter(open_reviews), None)
    return {
        "version": proceedings.version,
        "review_unit": None if review is None else review.unit,
        "review_since": None if review is None else review.forwarded_at,
        "document": sealed(connection, table.c.document, proceedings.case, text),
    }


def _moved_on() -> CaseMovedOn:
    return CaseMovedOn("somebody was first; look at the case again, nothing of yours was saved")

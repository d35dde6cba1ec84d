"""Issued determinations in SQL, and their numbers without gaps."""

from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.determination_changes import (
    next_change,
    note_change,
    note_parties,
)
from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.documents import (
    blob_of_text,
    determination_of_text,
    text_of_blob,
    text_of_determination,
)
from accident_service.adapters.database.evidence_tables import determination as table
from accident_service.adapters.database.evidence_tables import determination_number
from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.personal import opened, sealed
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.determination import Determination, DeterminationStatus
from accident_service.casework.ports import Clock
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, UnitId

NO_LONGER_IN_FORCE = (DeterminationStatus.REVOKED, DeterminationStatus.REPLACED)


class SqlDeterminationStore:
    """A `DeterminationStore` inside one transaction."""

    def __init__(self, connection: Connection, clock: Clock | None = None) -> None:
        self._connection = connection
        self._clock = clock or SystemClock()
        self.changed: set[CaseId] = set()  # whose copies for searching are out of date

    def next_number(self, unit: UnitId, year: int) -> DeterminationNumber:
        """The next number of the unit's year, without gaps.

        Drawn in the transaction that keeps the document: rolled back with it, it is given
        out again. Numbers of one unit and year sort as text in the order they were drawn.
        """
        self._connection.execute(
            insert_into(self._connection, determination_number)
            .values(unit=unit, year=year, last=0)
            .on_conflict_do_nothing()
        )
        drawn = self._connection.execute(
            update(determination_number)
            .where(determination_number.c.unit == unit, determination_number.c.year == year)
            .values(last=determination_number.c.last + 1)
            .returning(determination_number.c.last)
        ).scalar_one()
        return DeterminationNumber(f"{unit}-{year}-{drawn:06d}")

    def add(self, determination: Determination, pdf: BlobRef, json: BlobRef) -> None:
        """Keep an issued determination with its signed documents."""
        change, at = next_change(self._connection, self._clock.now())
        self._connection.execute(
            insert(table).values(
                number=determination.number,
                case_id=determination.case,
                version=determination.version,
                status=determination.status,
                issued_at=determination.issued_at,
                document=sealed(
                    self._connection,
                    table.c.document,
                    determination.number,
                    text_of_determination(determination),
                ),
                pdf=text_of_blob(pdf),
                json=text_of_blob(json),
                change=change,
                updated_at=at,
            )
        )
        note_parties(self._connection, determination, change)
        self.changed.add(determination.case)

    def set_status(self, number: DeterminationNumber, status: DeterminationStatus) -> None:
        """What a reader may rely on from now on.

        Raises:
            NotFound: There is no such determination.
        """
        changed = self._connection.execute(
            update(table).where(table.c.number == number).values(status=status)
        )
        if changed.rowcount != 1:
            raise NotFound(f"no determination {number}")
        note_change(self._connection, number, self._clock.now())

    def of_case(self, case_id: CaseId) -> tuple[Determination, BlobRef, BlobRef] | None:
        """The determination in force for a case with its PDF and JSON, or None."""
        row = self._connection.execute(
            select(table)
            .where(table.c.case_id == case_id, table.c.status.not_in(NO_LONGER_IN_FORCE))
            .order_by(table.c.version.desc())
        ).first()
        return None if row is None else kept_of(self._connection, row)

    def numbered(self, number: DeterminationNumber) -> tuple[Determination, BlobRef, BlobRef]:
        """The determination of this number with its PDF and JSON, whatever its status.

        Raises:
            NotFound: There is no such determination.
        """
        row = self._connection.execute(select(table).where(table.c.number == number)).first()
        if row is None:
            raise NotFound(f"no determination {number}")
        return kept_of(self._connection, row)


def kept_of(connection: Connection, row: KeptRow) -> tuple[Determination, BlobRef, BlobRef]:
    """The determination of a row with its PDF and JSON."""
    # What the document says was fixed when it was signed; how it stands since is the column.
    text = opened(connection, table.c.document, row.number, row.document)
    determination = replace(determination_of_text(text), status=DeterminationStatus(row.status))
    return determination, blob_of_text(row.pdf), blob_of_text(row.json)

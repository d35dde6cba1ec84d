"""Certificates, agreements and review conclusions in SQL, their numbers without gaps."""

from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.documents import (
    blob_of_text,
    paper_of_text,
    text_of_blob,
    text_of_paper,
)
from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.personal import opened, sealed
from accident_service.adapters.database.proceedings_tables import paper as table
from accident_service.adapters.database.proceedings_tables import paper_number
from accident_service.casefile.agreement import Agreement
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casework.proceedings_ports import (
    KIND_OF,
    Paper,
    PaperContent,
    PaperKind,
)
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DocumentNumber, UnitId


class SqlPaperStore:
    """A `PaperStore` inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.changed: set[CaseId] = set()  # whose copies for searching are out of date

    def next_number(self, unit: UnitId, year: int, kind: PaperKind) -> DocumentNumber:
        """The next number of the unit's year and kind.

        Drawn in the transaction that keeps the document: rolled back with it, it is given
        out again.
        """
        counter = {"unit": unit, "year": year, "kind": kind}
        self._connection.execute(
            insert_into(self._connection, paper_number)
            .values(**counter, last=0)
            .on_conflict_do_nothing()
        )
        drawn = self._connection.execute(
            update(paper_number)
            .filter_by(**counter)
            .values(last=paper_number.c.last + 1)
            .returning(paper_number.c.last)
        ).scalar_one()
        return DocumentNumber(f"{unit}-{year}-{kind}{drawn:06d}")

    def add(self, content: PaperContent, pdf: BlobRef, json: BlobRef) -> None:
        """Keep an issued document with its signed forms."""
        self._connection.execute(
            insert(table).values(
                number=content.number,
                case_id=content.case,
                kind=KIND_OF[type(content)],
                status=DeterminationStatus.ISSUED,
                issued_at=_issued_at(content),
                document=sealed(
                    self._connection, table.c.document, content.number, text_of_paper(content)
                ),
                pdf=text_of_blob(pdf),
                json=text_of_blob(json),
            )
        )
        self.changed.add(content.case)

    def paper(self, number: DocumentNumber) -> Paper:
        """One document.

        Raises:
            NotFound: There is none of this number.
        """
        row = self._connection.execute(select(table).where(table.c.number == number)).first()
        if row is None:
            raise NotFound(f"no document {number}")
        return self._paper(row)

    def of_case(self, case_id: CaseId) -> tuple[Paper, ...]:
        """Every document of the case, in the order they were issued."""
        query = (
            select(table)
            .where(table.c.case_id == case_id)
            .order_by(table.c.issued_at, table.c.number)
        )
        return tuple(self._paper(row) for row in self._connection.execute(query).all())

    def set_status(self, number: DocumentNumber, status: DeterminationStatus) -> None:
        """What a reader may rely on from now on.

        Raises:
            NotFound: There is no document of this number.
        """
        changed = self._connection.execute(
            update(table).where(table.c.number == number).values(status=status)
        )
        if changed.rowcount != 1:
            raise NotFound(f"no document {number}")

    def _paper(self, row: KeptRow) -> Paper:
        text = opened(self._connection, table.c.document, row.number, row.document)
        content, status = paper_of_text(text), DeterminationStatus(row.status)
        if isinstance(content, AccidentCertificate):
            content = replace(content, status=status)
        return Paper(
            content=content, status=status, pdf=blob_of_text(row.pdf), json=blob_of_text(row.json)
        )


def _issued_at(content: PaperContent) -> object:
    if isinstance(content, AccidentCertificate):
        return content.issued_at
    return content.agreed_at if isinstance(content, Agreement) else content.concluded_at

"""Issued determinations in SQL, their numbers without gaps, and who may read them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, insert, select, update

from accident_service.adapters.database.case_tables import case_party
from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.documents import (
    blob_of_text,
    determination_of_text,
    text_of_blob,
    text_of_determination,
)
from accident_service.adapters.database.door_tables import insurer as insurer_table
from accident_service.adapters.database.evidence_tables import determination as table
from accident_service.adapters.database.evidence_tables import determination_number
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.determination import Determination, DeterminationStatus
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import (
    CaseId,
    DeterminationNumber,
    InsurerId,
    UnitId,
)

FEW = 2000  # up to so many cases an insurer's are collected and put in order [design]
STEP = 200  # determinations looked at together for an insurer with more [design]
NO_LONGER_IN_FORCE = (DeterminationStatus.REVOKED, DeterminationStatus.REPLACED)


class SqlDeterminationStore:
    """A `DeterminationStore` inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
        self._connection.execute(
            insert(table).values(
                number=determination.number,
                case_id=determination.case,
                version=determination.version,
                status=determination.status,
                issued_at=determination.issued_at,
                document=text_of_determination(determination),
                pdf=text_of_blob(pdf),
                json=text_of_blob(json),
            )
        )

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

    def of_case(self, case_id: CaseId) -> tuple[Determination, BlobRef, BlobRef] | None:
        """The determination in force for a case with its PDF and JSON, or None."""
        row = self._connection.execute(
            select(table)
            .where(table.c.case_id == case_id, table.c.status.not_in(NO_LONGER_IN_FORCE))
            .order_by(table.c.version.desc())
        ).first()
        return None if row is None else _kept(row)

    def numbered(self, number: DeterminationNumber) -> tuple[Determination, BlobRef, BlobRef]:
        """The determination of this number with its PDF and JSON, whatever its status.

        Raises:
            NotFound: There is no such determination.
        """
        row = self._connection.execute(select(table).where(table.c.number == number)).first()
        if row is None:
            raise NotFound(f"no determination {number}")
        return _kept(row)

    def for_insurer(
        self, insurer: InsurerId, number: DeterminationNumber
    ) -> tuple[Determination, BlobRef, BlobRef]:
        """A determination in which this insurer covers a party, with PDF and JSON.

        Raises:
            NotFound: No such determination, or none of this insurer's.
        """
        code = self._connection.execute(_code_of(insurer)).scalar()
        query = select(table).where(table.c.number == number, _covers(code, table.c.case_id))
        row = self._connection.execute(query).first()
        if row is None:
            raise NotFound(f"no determination {number}")
        return _kept(row)

    def listed_for_insurer(
        self, insurer: InsurerId, *, after: DeterminationNumber | None, limit: int
    ) -> tuple[Determination, ...]:
        """This insurer's determinations in order of number, after a given one."""
        code = self._connection.execute(_code_of(insurer)).scalar()
        theirs = select(case_party.c.case_id).where(case_party.c.insurer == code)
        some = select(func.count()).select_from(theirs.limit(FEW + 1).subquery())
        if self._connection.execute(some).scalar_one() <= FEW:
            query = select(table).where(table.c.case_id.in_(theirs)).order_by(table.c.number)
            return self._listed(
                query if after is None else query.where(table.c.number > after), limit
            )
        return self._walked(code, after=after, limit=limit)

    def _walked(
        self, code: str | None, *, after: DeterminationNumber | None, limit: int
    ) -> tuple[Determination, ...]:
        """Look at one after another in order of number, until a page is full.

        A large insurer's cases are tens of thousands, and its page is fifty. The step of a
        fixed length keeps a database from collecting all of them first.
        """
        listed: tuple[Determination, ...] = ()
        while len(listed) < limit:
            step = select(table.c.number, table.c.case_id).order_by(table.c.number).limit(STEP)
            step_after = step if after is None else step.where(table.c.number > after)
            here = step_after.subquery()
            theirs = select(table).join(here, here.c.number == table.c.number)
            query = theirs.where(_covers(code, here.c.case_id)).order_by(table.c.number)
            listed += self._listed(query, limit - len(listed))
            after = self._connection.execute(select(func.max(here.c.number))).scalar()
            if after is None:
                return listed
        return listed

    def _listed(self, query: Select[*tuple[Any, ...]], limit: int) -> tuple[Determination, ...]:
        return tuple(_kept(row)[0] for row in self._connection.execute(query.limit(limit)))


def _code_of(insurer: InsurerId) -> Select[str]:
    return select(insurer_table.c.code).where(insurer_table.c.id == insurer)


def _covers(code: str | None, case_id: ColumnElement[str]) -> ColumnElement[bool]:
    # The wrapped column keeps SQLite from looking through all of an insurer's for every one.
    theirs = func.coalesce(case_party.c.insurer, "") == code
    return exists().where(case_party.c.case_id == case_id, theirs)


def _kept(row: KeptRow) -> tuple[Determination, BlobRef, BlobRef]:
    # What the document says was fixed when it was signed; how it stands since is the column.
    determination = replace(
        determination_of_text(row.document), status=DeterminationStatus(row.status)
    )
    return determination, blob_of_text(row.pdf), blob_of_text(row.json)

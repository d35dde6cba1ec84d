"""Determinations as insurers find them in SQL, and the claims they leave."""

from collections.abc import Callable
from datetime import datetime
from operator import ge, lt
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, select

from accident_service.adapters.database.determination_store import kept_of
from accident_service.adapters.database.door_tables import insurer as insurer_table
from accident_service.adapters.database.evidence_tables import determination
from accident_service.adapters.database.insurer_tables import (
    determination_party,
    insurance_claim,
)
from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.personal import says
from accident_service.casework.insurer_ports import (
    InsuranceClaim,
    InsurersDetermination,
    InsurersQuery,
    ListPosition,
)
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, InsurerId

AFTER_ALL = 2**31 - 1  # no change has counted so far
Conditions = list[ColumnElement[bool]]


class SqlInsurerShelf:
    """An `InsurerShelf` inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, insurer: InsurerId, number: DeterminationNumber) -> InsurersDetermination:
        """One in which this insurer covers a party.

        Raises:
            NotFound: No such determination, or none of this insurer's.
        """
        found = self._read(insurer, [determination.c.number == number])
        if not found:
            raise NotFound(f"no determination {number}")
        return found[0]

    def listed(
        self, insurer: InsurerId, query: InsurersQuery, *, limit: int
    ) -> tuple[InsurersDetermination, ...]:
        """Those that fit, last changed last.

        One index holds an insurer's rows in this order: a page costs what is on it, however
        many there are before it and of others'.
        """
        party = determination_party.c
        places = (
            select(party.change, party.number)
            .where(
                party.insurer == self._code_of(insurer), *_among_parties(self._connection, query)
            )
            .distinct()
            .order_by(party.change, party.number)
        )
        if query.after is not None:
            # Changes are counted one by one, so that no two determinations share a place.
            places = places.where(party.change > query.after.change)
        if query.updated_since is not None:
            places = places.where(party.change >= self._first_change(query.updated_since))
        if query.status is not None:
            places = places.join(determination, determination.c.number == party.number)
            places = places.where(determination.c.status == query.status)
        here = places.limit(limit).subquery()
        rows = self._connection.execute(
            select(determination)
            .join(here, here.c.number == determination.c.number)
            .order_by(determination.c.change)
        )
        return tuple(_found(self._connection, row) for row in rows)

    def versions(self, insurer: InsurerId, case_id: CaseId) -> tuple[InsurersDetermination, ...]:
        """Every version there was in a case that this insurer may read, oldest first."""
        return self._read(insurer, [determination.c.case_id == case_id])

    def keep_claim(self, claim: InsuranceClaim) -> None:
        """Keep an insurer's claim for a case, in place of an earlier one."""
        table = insurance_claim
        self._connection.execute(
            delete(table).where(table.c.case_id == claim.case, table.c.insurer_id == claim.insurer)
        )
        self._connection.execute(
            insert(table).values(
                case_id=claim.case,
                insurer_id=claim.insurer,
                number=claim.number,
                reference=claim.reference,
                linked_at=claim.linked_at,
            )
        )

    def claim_of(self, insurer: InsurerId, case_id: CaseId) -> InsuranceClaim | None:
        """This insurer's claim for a case."""
        row = self._connection.execute(
            _claims(case_id).where(insurance_claim.c.insurer_id == insurer)
        ).first()
        return None if row is None else _claim(row)

    def claims(self, case_id: CaseId) -> tuple[InsuranceClaim, ...]:
        """Every insurer's claim for a case, by insurer."""
        return tuple(_claim(row) for row in self._connection.execute(_claims(case_id)))

    def _read(self, insurer: InsurerId, which: Conditions) -> tuple[InsurersDetermination, ...]:
        party = determination_party.c
        theirs = select(party.number).where(
            party.number == determination.c.number, party.insurer == self._code_of(insurer)
        )
        rows = self._connection.execute(
            select(determination).where(*which, theirs.exists()).order_by(determination.c.version)
        )
        return tuple(_found(self._connection, row) for row in rows)

    def _first_change(self, since: datetime) -> int:
        """The first change at or after a moment: moments never run back as changes count on."""
        query = (
            select(determination.c.change)
            .where(determination.c.updated_at >= since)
            .order_by(determination.c.updated_at, determination.c.change)
            .limit(1)
        )
        found = self._connection.execute(query).scalar()
        return AFTER_ALL if found is None else found

    def _code_of(self, insurer: InsurerId) -> str | None:
        query = select(insurer_table.c.code).where(insurer_table.c.id == insurer)
        return self._connection.execute(query).scalar()


def _among_parties(connection: Connection, query: InsurersQuery) -> Conditions:
    party = determination_party.c
    named = ((party.plate, query.plate), (party.policy_no, query.policy_no))
    return [
        *(says(connection, column, asked) for column, asked in named if asked is not None),
        *_asked(
            (party.occurred_at, ge, query.occurred_from),
            (party.occurred_at, lt, query.occurred_to),
        ),
    ]


def _asked(*wanted: tuple[Any, Callable[[Any, Any], ColumnElement[bool]], object]) -> Conditions:
    return [compared(column, asked) for column, compared, asked in wanted if asked is not None]


def _found(connection: Connection, row: KeptRow) -> InsurersDetermination:
    issued, pdf, json = kept_of(connection, row)
    return InsurersDetermination(
        determination=issued,
        pdf=pdf,
        json=json,
        updated_at=row.updated_at,
        position=ListPosition(row.change, issued.number),
    )


def _claims(case_id: CaseId) -> Select[*tuple[Any, ...]]:
    return (
        select(insurance_claim, insurer_table.c.code)
        .join(insurer_table, insurer_table.c.id == insurance_claim.c.insurer_id)
        .where(insurance_claim.c.case_id == case_id)
        .order_by(insurer_table.c.code)
    )


def _claim(row: KeptRow) -> InsuranceClaim:
    return InsuranceClaim(
        case=CaseId(row.case_id),
        insurer=InsurerId(row.insurer_id),
        insurer_code=row.code,
        number=DeterminationNumber(row.number),
        reference=row.reference,
        linked_at=row.linked_at,
    )

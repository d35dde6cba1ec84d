"""Cases in SQL: one JSON document each, with columns to search by."""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from accident_service.adapters.database.carried_over import carried_over
from accident_service.adapters.database.case_tables import accident_case, case_party
from accident_service.adapters.database.documents import case_of_text, text_of_case
from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.personal import alike, opened, says, sealed
from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.errors import CaseMovedOn, Conflict, NotFound
from accident_service.quantities.identifiers import CaseId, SiteId

KEPT = (accident_case.c.id, accident_case.c.document)


class SqlCaseStore:
    """A `CaseStore` inside one transaction.

    It remembers which version of each case the transaction has seen: a save succeeds only
    on top of that. A case read for writing is also locked where the database can.
    """

    def __init__(self, connection: Connection, *, for_writing: bool) -> None:
        self._connection = connection
        self._for_writing = for_writing
        self._seen: dict[CaseId, int] = {}
        self._read: dict[CaseId, tuple[str, Case]] = {}  # as found, where it may be written
        self.changed: set[CaseId] = set()  # whose copies for searching are out of date

    def add(self, case: Case) -> None:
        """Keep a new case.

        Raises:
            Conflict: A case with the same submission key exists.
        """
        try:
            self._connection.execute(
                insert(accident_case).values(id=case.id, **columns_of(self._connection, case))
            )
        except IntegrityError as clash:
            raise Conflict(f"report {case.report.submission_key} has been filed before") from clash
        self._write_parties(case)
        self._seen[case.id] = case.version
        self.changed.add(case.id)

    def load(self, case_id: CaseId) -> Case:
        """The newest version.

        Raises:
            NotFound: There is no such case.
        """
        return self._only(accident_case.c.id == case_id, f"no case {case_id}")

    def save(self, case: Case) -> None:
        """Keep the next version; a no-op when `case` is the stored version.

        Raises:
            CaseMovedOn: The stored version is not the one this transaction loaded, or,
                where it loaded none, not the one just before `case.version`.
        """
        expected = self._seen.get(case.id, case.version - 1)
        if case.version == expected:
            return
        saved = self._connection.execute(
            update(accident_case)
            .where(
                accident_case.c.id == case.id,
                accident_case.c.version == expected,
                accident_case.c.version < case.version,
            )
            .values(columns_of(self._connection, case, self._read.get(case.id)))
        )
        if saved.rowcount != 1:
            raise CaseMovedOn(
                f"case {case.tracking_code} is no longer at version {expected};"
                f" version {case.version} was not saved"
            )
        self._write_parties(case)
        self._seen[case.id] = case.version
        self.changed.add(case.id)

    def with_submission_key(self, key: str) -> Case | None:
        """The case filed under this key, if any."""
        found = self._found(select(*KEPT), accident_case.c.submission_key == key)
        return found[0] if found else None

    def with_tracking_code(self, code: str) -> Case:
        """The case people know by this code.

        Raises:
            NotFound: There is no such case.
        """
        return self._only(accident_case.c.tracking_code == code, f"no case with code {code}")

    def of_phone(self, phone: str) -> tuple[Case, ...]:
        """Cases in which a party gave this phone, newest first."""
        given = says(self._connection, case_party.c.phone, phone)
        theirs = select(case_party.c.case_id).where(given)
        query = select(*KEPT).order_by(accident_case.c.filed_at.desc(), accident_case.c.id)
        return self._found(query, accident_case.c.id.in_(theirs))

    def at_site(self, site: SiteId, from_at: datetime, to_at: datetime) -> tuple[Case, ...]:
        """Cases that happened at a site within a time, both ends included, first filed first."""
        query = select(*KEPT).order_by(accident_case.c.filed_at, accident_case.c.id)
        there = and_(
            accident_case.c.site == site, accident_case.c.occurred_at.between(from_at, to_at)
        )
        return self._found(query, there)

    def listed(self, stages: frozenset[Stage], *, limit: int, offset: int) -> tuple[Case, ...]:
        """Cases at one of the stages, longest waiting first."""
        query = (
            select(*KEPT)
            .order_by(accident_case.c.filed_at, accident_case.c.id)
            .limit(limit)
            .offset(offset)
        )
        return self._found(query, accident_case.c.stage.in_(stages))

    def count(self, stages: frozenset[Stage]) -> int:
        """How many cases stand at one of the stages."""
        query = select(func.count()).where(accident_case.c.stage.in_(stages))
        return self._connection.execute(query).scalar_one()

    def _only(self, condition: ColumnElement[bool], missing: str) -> Case:
        query = select(*KEPT)
        if self._for_writing:
            query = query.with_for_update()
        found = self._found(query, condition)
        if not found:
            raise NotFound(missing)
        return found[0]

    def _found(self, query: Select[str, str], condition: ColumnElement[bool]) -> tuple[Case, ...]:
        rows = self._connection.execute(query.where(condition)).all()
        texts = [text_of_row(self._connection, row) for row in rows]
        cases = tuple(case_of_text(text) for text in texts)
        for case, text in zip(cases, texts, strict=True):
            self._seen.setdefault(case.id, case.version)
            if self._for_writing:
                self._read.setdefault(case.id, (text, case))
        return cases

    def _write_parties(self, case: Case) -> None:
        self._connection.execute(delete(case_party).where(case_party.c.case_id == case.id))
        self._connection.execute(insert(case_party), party_rows_of(self._connection, case))


def case_of_row(connection: Connection, row: KeptRow) -> Case:
    """The case of a row that has its id and its document."""
    return case_of_text(text_of_row(connection, row))


def text_of_row(connection: Connection, row: KeptRow) -> str:
    """The document of such a row as it was written."""
    return opened(connection, accident_case.c.document, row.id, row.document)


def party_rows_of(connection: Connection, case: Case) -> list[dict[str, object]]:
    """The rows a case is found by its parties by."""
    phone, plate = case_party.c.phone, case_party.c.plate
    return [
        {
            "case_id": case.id,
            "letter": party.letter,
            "phone": alike(connection, phone, party.phone),
            "plate": alike(connection, plate, party.vehicle.plate),
            "insurer": party.insurance.insurer,
        }
        for party in case.parties
    ]


def columns_of(
    connection: Connection, case: Case, read: tuple[str, Case] | None = None
) -> dict[str, object]:
    """The row of a case, as it is kept, but for its id.

    Args:
        read: The text this case was read from, and what was read; its unknown parts go along.
    """
    text = text_of_case(case)
    if read is not None:
        text = carried_over(read[0], text_of_case(read[1]), text)
    return {
        "tracking_code": case.tracking_code,
        "submission_key": case.report.submission_key,
        "version": case.version,
        "stage": case.stage,
        "site": case.site,
        "filed_at": case.report.filed_at,
        "occurred_at": case.report.occurred_at,
        "document": sealed(connection, accident_case.c.document, case.id, text),
    }

"""The officers' desk in SQL: lists by index, claims with one winner, and what each has seen."""

from collections.abc import Mapping

from sqlalchemy import Connection, Select, and_, delete, insert, select
from sqlalchemy.exc import IntegrityError

from accident_service.adapters.database.desk_lists import (
    ORDER,
    counted,
    counted_for_second,
    page_of,
    rule_codes,
    signed_first_of,
)
from accident_service.adapters.database.desk_tables import (
    case_claim,
    case_seen,
    case_summary,
)
from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.documents import summary_of_text
from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.personal import opened, sealed
from accident_service.casefile.claim import Claim
from accident_service.casefile.decision import Officer
from accident_service.casefile.summary import DeskTab, Urgency
from accident_service.casework.desk_ports import DeskQuery, DeskRow
from accident_service.errors import CaseMovedOn
from accident_service.quantities.identifiers import CaseId, OfficerId, UnitId


class SqlDesk:
    """A `Desk` inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(self, query: DeskQuery, *, limit: int, offset: int) -> tuple[DeskRow, ...]:
        """Cases in the order they should be worked on."""
        # Found and put in order by the narrow columns; only the page's documents are read.
        page = page_of(self._connection, query).limit(limit).offset(offset).subquery()
        rows = _rows_for(query).join(page, page.c.case_id == case_summary.c.case_id)
        return self._found(rows.order_by(*ORDER), query)

    def called_to_scene(self, query: DeskQuery, *, limit: int) -> tuple[DeskRow, ...]:
        """Cases in which a party wants an officer and nobody has ever taken it."""
        wanted = _rows_for(query).where(
            case_summary.c.tab == DeskTab.REFERRED,
            case_summary.c.urgency == int(Urgency.CALLED),
            case_claim.c.case_id.is_(None),
        )
        return self._found(wanted.order_by(*ORDER).limit(limit), query)

    def counts(self) -> Mapping[DeskTab, int]:
        """How high every pile is, up to `MOST_COUNTED`."""
        found = {DeskTab(row.tab): row.height for row in self._connection.execute(counted())}
        return {tab: found.get(tab, 0) for tab in DeskTab}

    def count_for_second(self, officer: Officer) -> int:
        """How many cases wait for a second signature that this officer may give."""
        return self._connection.execute(counted_for_second(officer)).scalar_one()

    def signed_first_of(self, unit: UnitId) -> Mapping[OfficerId, int]:
        """How many decisions each officer of the unit has signed that wait for a second."""
        found = self._connection.execute(signed_first_of(unit)).all()
        return {OfficerId(row.officer_id): row.waiting for row in found}

    def rule_codes(self) -> tuple[str, ...]:
        """The rules that any proposal rests on."""
        return tuple(self._connection.execute(rule_codes()).scalars().all())

    def mark_seen(self, officer: OfficerId, case_id: CaseId) -> None:
        """Note that the officer has the case before them as it is now."""
        now = select(case_summary.c.revision).where(case_summary.c.case_id == case_id)
        revision = self._connection.execute(now).scalar()
        if revision is None:
            return
        seen = insert_into(self._connection, case_seen).values(
            officer_id=officer, case_id=case_id, revision=revision
        )
        self._connection.execute(
            seen.on_conflict_do_update(
                index_elements=["officer_id", "case_id"], set_={"revision": revision}
            )
        )

    def claim(self, case_id: CaseId) -> Claim | None:
        """The last claim of the case, lapsed or not."""
        query = select(case_claim).where(case_claim.c.case_id == case_id)
        row = self._connection.execute(query).first()
        return None if row is None else _claim_of(self._connection, row)

    def keep_claim(self, claim: Claim, *, instead_of: Claim | None) -> None:
        """Keep a claim in the place of the one the caller has seen.

        Raises:
            CaseMovedOn: Somebody else's claim came in between.
        """
        if instead_of is not None:
            gone = self._connection.execute(
                delete(case_claim).where(
                    case_claim.c.case_id == claim.case,
                    case_claim.c.officer_id == instead_of.officer,
                    case_claim.c.since_at == instead_of.since_at,
                )
            )
            if gone.rowcount != 1:
                raise CaseMovedOn("somebody else's claim came in between")
        try:
            self._connection.execute(
                insert(case_claim).values(_columns_of(self._connection, claim))
            )
        except IntegrityError as clash:
            raise CaseMovedOn("somebody else's claim came in between") from clash

    def drop_claim(self, case_id: CaseId) -> None:
        """Forget the claim of the case, if there is one."""
        self._connection.execute(delete(case_claim).where(case_claim.c.case_id == case_id))

    def _found(self, wanted: Select[KeptRow], query: DeskQuery) -> tuple[DeskRow, ...]:
        return tuple(
            _row_of(self._connection, row, query) for row in self._connection.execute(wanted)
        )


def _rows_for(query: DeskQuery) -> Select[KeptRow]:
    seen = and_(
        case_seen.c.case_id == case_summary.c.case_id, case_seen.c.officer_id == query.asker.id
    )
    row = (case_summary.c.case_id.label("of_case"), case_summary.c.document)
    return (
        select(*row, case_seen.c.revision.label("seen"), *case_claim.c)
        .outerjoin(case_claim, case_claim.c.case_id == case_summary.c.case_id)
        .outerjoin(case_seen, seen)
    )


def _row_of(connection: Connection, row: KeptRow, query: DeskQuery) -> DeskRow:
    holds = row.officer_id is not None and row.until_at > query.now_at
    text = opened(connection, case_summary.c.document, row.of_case, row.document)
    return DeskRow(
        summary=summary_of_text(text),
        claim=_claim_of(connection, row) if holds else None,
        seen_revision=row.seen,
    )


def _claim_of(connection: Connection, row: KeptRow) -> Claim:
    return Claim(
        case=CaseId(row.case_id),
        officer=OfficerId(row.officer_id),
        officer_name=row.officer_name,
        unit=UnitId(row.unit),
        since_at=row.since_at,
        until_at=row.until_at,
        note=opened(connection, case_claim.c.note, row.case_id, row.note),
        handed_by=row.handed_by,
    )


def _columns_of(connection: Connection, claim: Claim) -> dict[str, object]:
    return {
        "case_id": claim.case,
        "officer_id": claim.officer,
        "officer_name": claim.officer_name,
        "unit": claim.unit,
        "since_at": claim.since_at,
        "until_at": claim.until_at,
        "note": sealed(connection, case_claim.c.note, claim.case, claim.note),
        "handed_by": claim.handed_by,
    }

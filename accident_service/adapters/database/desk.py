"""The officers' desk in SQL: lists by index, claims with one winner, and what each has seen."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from accident_service.adapters.database.desk_tables import (
    case_claim,
    case_seen,
    case_summary,
    case_term,
)
from accident_service.adapters.database.dialects import insert_into
from accident_service.adapters.database.documents import summary_of_text
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.claim import Claim
from accident_service.casefile.summary import DeskTab, Urgency
from accident_service.casework.desk_ports import DeskQuery, DeskRow, Holder
from accident_service.errors import CaseMovedOn
from accident_service.quantities.identifiers import CaseId, OfficerId, UnitId

AFTER_EVERY_TERM = "\U0010ffff"
ORDER = (
    case_summary.c.urgency,
    case_summary.c.due_on,
    case_summary.c.place_in_line_s,
    case_summary.c.case_id,
)


class SqlDesk:
    """A `Desk` inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(self, query: DeskQuery, *, limit: int, offset: int) -> tuple[DeskRow, ...]:
        """Cases in the order they should be worked on."""
        # Found and put in order by the narrow columns; only the page's documents are read.
        page = (
            select(case_summary.c.case_id)
            .outerjoin(case_claim, case_claim.c.case_id == case_summary.c.case_id)
            .where(*_conditions(query))
            .order_by(*ORDER)
            .limit(limit)
            .offset(offset)
            .subquery()
        )
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
        """How many cases lie on every pile."""
        query = select(case_summary.c.tab, func.count()).group_by(case_summary.c.tab)
        found = {DeskTab(tab): count for tab, count in self._connection.execute(query)}
        return {tab: found.get(tab, 0) for tab in DeskTab}

    def rule_codes(self) -> tuple[str, ...]:
        """The rules that any proposal rests on; each step leaps to the next code by index."""
        codes: list[str] = []
        query = select(func.min(case_summary.c.rule_code))
        found = self._connection.execute(query).scalar()
        while found is not None:
            codes.append(found)
            after = query.where(case_summary.c.rule_code > found)
            found = self._connection.execute(after).scalar()
        return tuple(codes)

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
        return None if row is None else _claim_of(row)

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
            self._connection.execute(insert(case_claim).values(_columns_of(claim)))
        except IntegrityError as clash:
            raise CaseMovedOn("somebody else's claim came in between") from clash

    def drop_claim(self, case_id: CaseId) -> None:
        """Forget the claim of the case, if there is one."""
        self._connection.execute(delete(case_claim).where(case_claim.c.case_id == case_id))

    def _found(self, wanted: Select[KeptRow], query: DeskQuery) -> tuple[DeskRow, ...]:
        return tuple(_row_of(row, query) for row in self._connection.execute(wanted))


def _rows_for(query: DeskQuery) -> Select[KeptRow]:
    seen = and_(
        case_seen.c.case_id == case_summary.c.case_id, case_seen.c.officer_id == query.asker.id
    )
    return (
        select(case_summary.c.document, case_seen.c.revision.label("seen"), *case_claim.c)
        .outerjoin(case_claim, case_claim.c.case_id == case_summary.c.case_id)
        .outerjoin(case_seen, seen)
    )


def _conditions(query: DeskQuery) -> list[ColumnElement[bool]]:
    wanted = _held(query)
    for column, value in (
        (case_summary.c.tab, query.tab),
        (case_summary.c.site, query.site),
        (case_summary.c.rule_code, query.rule_code),
        (case_summary.c.strength, query.strength),
    ):
        if value is not None:
            wanted.append(column == value)
    if query.due_by is not None:
        wanted.append(case_summary.c.due_on <= query.due_by)
    if query.from_at is not None:
        wanted.append(case_summary.c.occurred_at >= query.from_at)
    if query.to_at is not None:
        wanted.append(case_summary.c.occurred_at <= query.to_at)
    if query.term:
        wanted.append(_named(query))
    return wanted


def _named(query: DeskQuery) -> ColumnElement[bool]:
    begins = and_(case_term.c.term >= query.term, case_term.c.term < query.term + AFTER_EVERY_TERM)
    by_term = case_summary.c.case_id.in_(select(case_term.c.case_id).where(begins))
    if not query.sites_named:
        return by_term
    return or_(by_term, case_summary.c.site.in_(sorted(query.sites_named)))


def _held(query: DeskQuery) -> list[ColumnElement[bool]]:
    holds = case_claim.c.until_at > query.now_at
    if query.holder is Holder.ME:
        return [holds, case_claim.c.officer_id == query.asker.id]
    if query.holder is Holder.UNIT:
        return [holds, case_claim.c.unit == query.asker.unit]
    if query.holder is Holder.NOBODY:
        return [or_(case_claim.c.case_id.is_(None), case_claim.c.until_at <= query.now_at)]
    return []


def _row_of(row: KeptRow, query: DeskQuery) -> DeskRow:
    holds = row.officer_id is not None and row.until_at > query.now_at
    return DeskRow(
        summary=summary_of_text(row.document),
        claim=_claim_of(row) if holds else None,
        seen_revision=row.seen,
    )


def _claim_of(row: KeptRow) -> Claim:
    return Claim(
        case=CaseId(row.case_id),
        officer=OfficerId(row.officer_id),
        officer_name=row.officer_name,
        unit=UnitId(row.unit),
        since_at=row.since_at,
        until_at=row.until_at,
        note=row.note,
        handed_by=row.handed_by,
    )


def _columns_of(claim: Claim) -> dict[str, object]:
    return {
        "case_id": claim.case,
        "officer_id": claim.officer,
        "officer_name": claim.officer_name,
        "unit": claim.unit,
        "since_at": claim.since_at,
        "until_at": claim.until_at,
        "note": claim.note,
        "handed_by": claim.handed_by,
    }

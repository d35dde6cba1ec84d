"""The desk of `FakeLedger`: every row is made from the case when it is asked for."""

from collections import Counter
from collections.abc import Mapping

from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.claim import Claim
from accident_service.casefile.decision import Officer
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.search_terms import parts_asked, plate_parts_of, terms_of
from accident_service.casefile.summary import (
    CaseRecords,
    CaseSummary,
    DeskTab,
    Urgency,
    summary_of,
)
from accident_service.casefile.time_limits import TimeLimits
from accident_service.casefile.time_limits_of import Timetable
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.casework.desk_ports import MOST_COUNTED, DeskQuery, DeskRow, Holder
from accident_service.errors import CaseMovedOn
from accident_service.quantities.identifiers import CaseId, OfficerId, UnitId
from tests.fakes.ledger_tables import Tables

LAST_DAY = "9999-12-31"
TIMETABLE = Timetable(TimeLimits.built_in(), WorkingCalendar.built_in())


class FakeDesk:
    """A `Desk` on the tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def listed(self, query: DeskQuery, *, limit: int, offset: int) -> tuple[DeskRow, ...]:
        """Cases in the order they should be worked on."""
        rows = [self._row(one, query) for one in self._summaries()]
        wanted = sorted((one for one in rows if _wanted(one, query)), key=_order)
        return tuple(wanted[offset : offset + limit])

    def called_to_scene(self, query: DeskQuery, *, limit: int) -> tuple[DeskRow, ...]:
        """Cases in which a party wants an officer and nobody has ever taken it."""
        called = [
            self._row(one, query)
            for one in self._summaries()
            if one.tab is DeskTab.REFERRED
            and one.urgency is Urgency.CALLED
            and one.case not in self._tables.claims
        ]
        return tuple(sorted(called, key=_order)[:limit])

    def counts(self) -> Mapping[DeskTab, int]:
        """How high every pile is, up to `MOST_COUNTED`."""
        tabs = [one.tab for one in self._summaries()]
        return {tab: min(tabs.count(tab), MOST_COUNTED) for tab in DeskTab}

    def count_for_second(self, officer: Officer) -> int:
        """How many cases wait for a second signature that this officer may give."""
        return sum(_for_second(one, officer) for one in self._summaries())

    def signed_first_of(self, unit: UnitId) -> Mapping[OfficerId, int]:
        """How many decisions each officer of the unit has signed that wait for a second."""
        firsts = [one.signed_first for one in self._summaries()]
        return Counter(one.officer for one in firsts if one and one.unit == unit)

    def rule_codes(self) -> tuple[str, ...]:
        """The rules that any proposal rests on."""
        return tuple(sorted({one.rule_code for one in self._summaries() if one.rule_code}))

    def mark_seen(self, officer: OfficerId, case_id: CaseId) -> None:
        """Note what the officer has before them."""
        self._tables.seen[(officer, case_id)] = self._summary(case_id).revision

    def claim(self, case_id: CaseId) -> Claim | None:
        """The last claim of the case."""
        return self._tables.claims.get(case_id)

    def keep_claim(self, claim: Claim, *, instead_of: Claim | None) -> None:
        """Keep a claim in the place of the one the caller has seen."""
        if self._tables.claims.get(claim.case) != instead_of:
            raise CaseMovedOn("somebody else's claim came in between")
        self._tables.claims[claim.case] = claim

    def drop_claim(self, case_id: CaseId) -> None:
        """Forget the claim."""
        self._tables.claims.pop(case_id, None)

    def _row(self, summary: CaseSummary, query: DeskQuery) -> DeskRow:
        claim = self._tables.claims.get(summary.case)
        return DeskRow(
            summary=summary,
            claim=claim if claim and claim.holds_at(query.now_at) else None,
            seen_revision=self._tables.seen.get((query.asker.id, summary.case)),
        )

    def _summaries(self) -> list[CaseSummary]:
        return [self._summary(case_id) for case_id in self._tables.cases]

    def _summary(self, case_id: CaseId) -> CaseSummary:
        tables, case = self._tables, self._tables.cases[case_id]
        issued = tables.issued.get(case.determination) if case.determination else None
        paper = tables.papers.get(case.certificate) if case.certificate else None
        content = paper.content if paper else None
        records = CaseRecords(
            case=case,
            proceedings=tables.proceedings.get(case_id, Proceedings(case=case_id)),
            determination=issued[0] if issued else None,
            certificate=content if isinstance(content, AccidentCertificate) else None,
        )
        return summary_of(records, TIMETABLE)


def _order(row: DeskRow) -> tuple[int, str, float, str]:
    summary = row.summary
    due_on = summary.due_on.isoformat() if summary.due_on else LAST_DAY
    filed_s = summary.filed_at.timestamp()
    return summary.urgency, due_on, -filed_s if summary.is_closed else filed_s, summary.case


def _wanted(row: DeskRow, query: DeskQuery) -> bool:
    summary, wanted = row.summary, True
    for value, asked in (
        (summary.tab, query.tab),
        (summary.site, query.site),
        (summary.rule_code, query.rule_code),
        (summary.strength, query.strength),
    ):
        wanted = wanted and (asked is None or value == asked)
    wanted = wanted and (not query.for_second or _for_second(summary, query.asker))
    return wanted and _timely(summary, query) and _named(summary, query) and _held(row, query)


def _for_second(summary: CaseSummary, officer: Officer) -> bool:
    first = summary.signed_first
    if first is None or first.officer == officer.id or not officer.may_decide_simple_procedure:
        return False
    return officer.unit in (first.unit, first.higher_unit)


def _timely(summary: CaseSummary, query: DeskQuery) -> bool:
    due = query.due_by is None or (summary.due_on is not None and summary.due_on <= query.due_by)
    after = query.from_at is None or summary.occurred_at >= query.from_at
    return due and after and (query.to_at is None or summary.occurred_at <= query.to_at)


def _named(summary: CaseSummary, query: DeskQuery) -> bool:
    if not query.term:
        return True
    parts = frozenset(parts_asked(query.term))
    found = any(term.startswith(query.term) for term in terms_of(summary))
    found = found or bool(parts and parts <= plate_parts_of(summary))
    return found or summary.site in query.sites_named


def _held(row: DeskRow, query: DeskQuery) -> bool:
    claim = row.claim
    if query.holder is Holder.ME:
        return claim is not None and claim.officer == query.asker.id
    if query.holder is Holder.UNIT:
        return claim is not None and claim.unit == query.asker.unit
    return query.holder is Holder.ANYONE or claim is None

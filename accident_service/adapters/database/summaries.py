"""Keeps the copies that lists and figures read in step with the cases they are copies of."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, or_, select

from accident_service.adapters.database.blob_uses import note_uses
from accident_service.adapters.database.case_store import KEPT, case_of_row
from accident_service.adapters.database.case_tables import accident_case
from accident_service.adapters.database.desk_lists import PLATE_PARTS
from accident_service.adapters.database.desk_tables import (
    NEVER_DUE,
    case_first_signature,
    case_summary,
    case_term,
)
from accident_service.adapters.database.determination_store import SqlDeterminationStore
from accident_service.adapters.database.documents import summary_of_text, text_of_summary
from accident_service.adapters.database.figure_rows import write_figures
from accident_service.adapters.database.figure_tables import case_figure
from accident_service.adapters.database.paper_store import SqlPaperStore
from accident_service.adapters.database.personal import fields_of, opened, sealed
from accident_service.adapters.database.proceedings_store import SqlProceedingsStore
from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.search_terms import plate_parts_of, terms_of
from accident_service.casefile.summary import CaseRecords, CaseSummary, summary_of
from accident_service.casefile.time_limits_of import Timetable
from accident_service.quantities.identifiers import CaseId

CASES_AT_ONCE = 200


def renew(connection: Connection, case_ids: Iterable[CaseId], timetable: Timetable) -> None:
    """Write the rows of these cases anew; a case that is gone takes its rows along."""
    for case_id in sorted(case_ids):
        query = select(*KEPT).where(accident_case.c.id == case_id)
        row = connection.execute(query).first()
        if row is not None:
            records = _records(connection, case_of_row(connection, row))
            _write(connection, summary_of(records, timetable))
            write_figures(connection, records, timetable)
            note_uses(connection, case_id)


def fill_in(connection: Connection, timetable: Timetable, *, after: str) -> str | None:
    """Write the rows of the next cases that have none; the last of them, None where none is left.

    A few hundred at once: no transaction holds the others up for minutes, and what was written
    before a crash stays.
    """
    missing = (
        select(accident_case.c.id)
        .outerjoin(case_summary, case_summary.c.case_id == accident_case.c.id)
        .outerjoin(case_figure, case_figure.c.case_id == accident_case.c.id)
        .where(
            accident_case.c.id > after,
            or_(case_summary.c.case_id.is_(None), case_figure.c.case_id.is_(None)),
        )
        .order_by(accident_case.c.id)
        .limit(CASES_AT_ONCE)
        .with_for_update(of=accident_case)
    )
    found = connection.execute(missing).scalars().all()
    renew(connection, [CaseId(one) for one in found], timetable)
    return found[-1] if found else None


def kept_terms(connection: Connection, summary: CaseSummary) -> frozenset[str]:
    """What the case is found by, as it is kept: parts of plates as fingerprints only."""
    parts = fields_of(connection).words(plate_parts_of(summary), PLATE_PARTS)
    return terms_of(summary) | parts


def columns_of(
    connection: Connection, summary: CaseSummary, terms: frozenset[str]
) -> dict[str, object]:
    """The row of a case, as it is kept."""
    filed_s = int(summary.filed_at.timestamp())
    return {
        "case_id": summary.case,
        "tab": summary.tab,
        "urgency": int(summary.urgency),
        "due_on": summary.due_on or NEVER_DUE,
        "place_in_line_s": -filed_s if summary.is_closed else filed_s,
        "site": summary.site,
        "rule_code": summary.rule_code,
        "strength": summary.strength,
        "occurred_at": summary.occurred_at,
        "revision": summary.revision,
        "terms_sha256": _digest(terms),
        "document": sealed(
            connection, case_summary.c.document, summary.case, text_of_summary(summary)
        ),
    }


def _write(connection: Connection, summary: CaseSummary) -> None:
    terms = kept_terms(connection, summary)
    here = case_summary.c.case_id == summary.case
    before = connection.execute(select(case_summary.c.terms_sha256).where(here)).scalar()
    columns = columns_of(connection, summary, terms)
    if before is None:
        connection.execute(insert(case_summary).values(columns))
    else:
        connection.execute(case_summary.update().where(here).values(columns))
    _write_first_signature(connection, summary)
    if before != columns["terms_sha256"]:
        _write_terms(connection, summary.case, terms)


def renew_terms(connection: Connection, case_id: str) -> None:
    """Write what a case is found by anew, with the key that writes."""
    here = case_summary.c.case_id == case_id
    kept = connection.execute(select(case_summary.c.document).where(here)).scalar_one()
    summary = summary_of_text(opened(connection, case_summary.c.document, case_id, kept))
    terms = kept_terms(connection, summary)
    connection.execute(case_summary.update().where(here).values(terms_sha256=_digest(terms)))
    _write_terms(connection, summary.case, terms)


def _write_terms(connection: Connection, case_id: CaseId, terms: frozenset[str]) -> None:
    connection.execute(delete(case_term).where(case_term.c.case_id == case_id))
    rows = [{"term": term, "case_id": case_id} for term in sorted(terms)]
    connection.execute(insert(case_term), rows)


def _write_first_signature(connection: Connection, summary: CaseSummary) -> None:
    """Most cases have none before and none after: nothing is written then."""
    here, first = case_first_signature.c.case_id == summary.case, summary.signed_first
    kept = connection.execute(select(case_first_signature.c.officer_id).where(here)).scalar()
    if kept is not None:
        connection.execute(delete(case_first_signature).where(here))
    if first is not None:
        columns = {"unit": first.unit, "higher_unit": first.higher_unit}
        row = insert(case_first_signature).values(
            case_id=summary.case, officer_id=first.officer, **columns
        )
        connection.execute(row)


def _records(connection: Connection, case: Case) -> CaseRecords:
    made = None
    if case.determination is not None:
        made = SqlDeterminationStore(connection).of_case(case.id)
    return CaseRecords(
        case=case,
        proceedings=SqlProceedingsStore(connection, for_writing=False).load(case.id),
        determination=made[0] if made else None,
        certificate=_certificate(connection, case),
    )


def _certificate(connection: Connection, case: Case) -> AccidentCertificate | None:
    if case.certificate is None:
        return None
    content = SqlPaperStore(connection).paper(case.certificate).content
    return content if isinstance(content, AccidentCertificate) else None


def _digest(terms: frozenset[str]) -> str:
    return hashlib.sha256("\n".join(sorted(terms)).encode()).hexdigest()

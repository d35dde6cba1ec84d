"""The record of who did what: looked through by case, actor, act and time, and checked whole."""

from flask import render_template, request

from accident_service.casework.audit_ports import AuditQuery
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.admin.days import ONE_DAY, day_begun
from accident_service.web.admin.searches import asked_for, fields_filled, page_end
from accident_service.web.audit_words import AUDIT_VERBS
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace

PAGE_LENGTH = 50
FIELDS = ("case", "actor", "verb", "since", "until", "before")


@BLUEPRINT.get("/admin/audit")
@open_to(Caller.AUDITOR)
def audit() -> str:
    """Entries, newest first; the look itself is on record, and so is a check of the chain.

    The chain is held against every head signed before: alone, it could have been made anew.
    """
    asked = asked_for(FIELDS)
    record = casework().audit_search
    found = record.found(_query(asked), limit=PAGE_LENGTH + 1)
    checked = casework().check_ledger() if "check" in request.args else None
    with casework().ledger.transaction() as work:
        leave_trace(
            work,
            "check-audit" if checked else "search-audit",
            actor=f"officer:{calling_officer().id}",
            case=found[0].act.case if asked["case"] and found else None,
            asked_for=fields_filled(asked),
        )
    return render_template(
        "admin/audit.html",
        asked=asked,
        entries=found[:PAGE_LENGTH],
        has_more=len(found) > PAGE_LENGTH,
        verbs=record.verbs(),
        verb_words=AUDIT_VERBS,
        checked=checked.chain if checked else None,
        heads=checked,
    )


def _query(asked: dict[str, str]) -> AuditQuery:
    return AuditQuery(
        case=_case(asked["case"]),
        actor=asked["actor"],
        verb=asked["verb"],
        from_at=day_begun(asked["since"]),
        to_at=day_begun(asked["until"], ONE_DAY),
        before_sequence=page_end(asked["before"]),
    )


def _case(typed: str) -> CaseId | None:
    """The case of a tracking code, or, of a case destroyed since, its own id as typed."""
    if not typed:
        return None
    try:
        with casework().ledger.reading() as work:
            return work.cases.with_tracking_code(typed.upper()).id
    except NotFound:
        return CaseId(typed)

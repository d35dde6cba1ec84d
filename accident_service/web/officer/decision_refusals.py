"""What an officer reads when a decision could not be made, with everything typed kept."""

from dataclasses import replace

from flask_babel import lazy_gettext

from accident_service.casefile.decision import SHORTEST_REASON, Officer
from accident_service.errors import InvalidDecision
from accident_service.quantities.identifiers import CaseId
from accident_service.web.officer.case import case_page, load_case, note_opened
from accident_service.web.officer.decision_form import DecisionForm
from accident_service.web.service import casework

REPEATED = "the review ordered this division"
REFUSED = {
    "there is no proposal": lazy_gettext("There is no proposal to confirm."),
    REPEATED: lazy_gettext(
        "The review ordered this division looked at anew: to confirm it again, give a reason of"
        " at least %(count)d characters.",
        count=SHORTEST_REASON,
    ),
    "first say which vehicle": lazy_gettext(
        "It is not settled yet which vehicle in the picture is whose."
    ),
    "both parties must have applied": lazy_gettext(
        "The parties have not both applied for the online determination."
    ),
}


def overtaken(case_id: str, form: DecisionForm) -> str:
    """The case as it is now, what changed, and everything that was typed."""
    moved_on = lazy_gettext("The case has changed since you opened it. Nothing was decided.")
    case = load_case(case_id)
    page = case_page(case, replace(form, errors={"kind": moved_on}, overtaken=True))
    note_opened(case)  # after the page: it tells what changed since the last opening
    return page


def refused(case_id: str, form: DecisionForm, refusal: InvalidDecision) -> str:
    """The case with the decision as typed, and why it cannot stand."""
    said = str(refusal)
    words = next((words for start, words in REFUSED.items() if said.startswith(start)), said)
    field = "reason_confirm" if said.startswith(REPEATED) else "kind"
    return case_page(load_case(case_id), replace(form, errors={field: words}))


def decided_by(case_id: str, officer: Officer) -> bool:
    """Did this very officer decide it before, as a second click would?"""
    with casework().ledger.reading() as work:
        case = work.cases.load(CaseId(case_id))
    return case.decision is not None and case.decision.officer.id == officer.id

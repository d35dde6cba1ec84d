"""The higher unit's desk: which reviews wait, and the two signatures each takes."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString

from accident_service.casefile.case import Case
from accident_service.casefile.conclude_review import OUTCOMES, deciders_of
from accident_service.casefile.review import Review, ReviewFindings
from accident_service.casefile.review_conclusion import ReviewGround, ReviewOutcome
from accident_service.casefile.time_limits import LimitKind
from accident_service.errors import InvalidDecision, NotFound, NotPermitted, WrongCode
from accident_service.quantities.identifiers import CaseId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.driver.answers import place_in_words
from accident_service.web.limits import limits_in, next_due
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.proceedings_view import ProceedingsView, proceedings_view
from accident_service.web.officer.refusals import in_words
from accident_service.web.officer.second_factor import TOO_MANY, WRONG, typed_code
from accident_service.web.officer.wordings import CASE_WORDS
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace

LONGEST_FINDINGS = 4000


@dataclass(frozen=True, slots=True)
class Waiting:
    """One review on the desk."""

    case: Case
    review: Review
    place: str


@BLUEPRINT.get("/reviews")
@open_to(Caller.OFFICER)
def reviews() -> str:
    """Every review this officer's unit has to conclude, longest waiting first."""
    with casework().ledger.reading() as work:
        rows = tuple(
            Waiting(
                case := work.cases.load(case_id),
                work.proceedings.load(case_id).open_review(),
                place_in_words(case.site or case.report.place.site, case.report.place.words),
            )
            for case_id in work.proceedings.under_review_by(calling_officer().unit)
        )
    return render_template("officer/reviews.html", rows=rows, **CASE_WORDS)


@BLUEPRINT.get("/review/<case_id>")
@open_to(Caller.OFFICER)
def review(case_id: str) -> str:
    """One review: what the party asks, what was decided, what is signed; opening is on record."""
    case, view = _on_my_desk(case_id)
    with casework().ledger.transaction() as work:
        leave_trace(work, "view-review", actor=f"officer:{calling_officer().id}", case=case.id)
    return _page(case, view, "")


@BLUEPRINT.post("/review/<case_id>/findings")
@open_to(Caller.OFFICER)
def sign_findings(case_id: str) -> ResponseReturnValue:
    """Sign findings as the first officer."""
    case, view = _on_my_desk(case_id)
    try:
        findings = _posted_findings()
        casework().sign_review.draft(
            case.id, findings, calling_officer(), seen_version=_seen(), code=typed_code()
        )
    except InvalidDecision as refusal:
        return _page(case, view, in_words(refusal)), 422
    except WrongCode:
        return _page(case, view, WRONG), 422
    except NotPermitted as refusal:
        return _too_many(refusal, case, view), 422
    return redirect(url_for("officer.review", case_id=case_id), 303)


@BLUEPRINT.post("/review/<case_id>/signature")
@open_to(Caller.OFFICER)
def sign_conclusion(case_id: str) -> ResponseReturnValue:
    """Sign the same findings as the second officer; that concludes the review."""
    case, view = _on_my_desk(case_id)
    try:
        casework().sign_review.sign(
            case.id, calling_officer(), seen_version=_seen(), code=typed_code()
        )
    except WrongCode:
        return _page(case, view, WRONG), 422
    except NotPermitted as refusal:
        return _too_many(refusal, case, view), 422
    return redirect(url_for("officer.case", case_id=case_id, _anchor="proceedings"), 303)


def _too_many(refusal: NotPermitted, case: Case, view: ProceedingsView) -> str:
    """The page where only the device's code was in the way; any other refusal goes on up."""
    if "wrong codes" not in str(refusal):
        raise refusal
    return _page(case, view, TOO_MANY)


def _on_my_desk(case_id: str) -> tuple[Case, ProceedingsView]:
    with casework().ledger.reading() as work:
        case = work.cases.load(CaseId(case_id))
        view = proceedings_view(work, case, calling_officer())
    if not view.on_my_desk:
        raise NotFound(f"no review of case {case_id} is on this unit's desk")
    return case, view


def _page(case: Case, view: ProceedingsView, wrong: LazyString | str) -> str:
    running = view.proceedings.open_review()
    with casework().ledger.reading() as work:
        limits = limits_in(work, case)
        found = work.determinations.of_case(case.id)
    return render_template(
        "officer/review.html",
        case=case,
        view=view,
        review=running,
        wrong=wrong,
        determination=found[0] if found else None,
        next_due=next_due(limits, first=LimitKind.REVIEW_CONCLUSION),
        place=place_in_words(case.site or case.report.place.site, case.report.place.words),
        outcomes=[one for one in ReviewOutcome if one in OUTCOMES[running.application.kind]],
        decided=calling_officer().id in deciders_of(case),
        signed_first=running.draft is not None
        and running.draft.first.officer == calling_officer().id,
        **CASE_WORDS,
    )


def _posted_findings() -> ReviewFindings:
    outcome = request.form.get("outcome", "")
    if outcome not in set(ReviewOutcome):
        raise InvalidDecision("a determination can be upheld, or ordered to be made anew")
    posted = request.form.getlist("grounds")
    return ReviewFindings(
        outcome=ReviewOutcome(outcome),
        grounds=tuple(one for one in ReviewGround if one in posted),
        findings=request.form.get("findings", "").strip()[:LONGEST_FINDINGS],
        corrections=request.form.get("corrections", "").strip()[:LONGEST_FINDINGS],
    )


def _seen() -> int:
    return request.form.get("seen_version", -1, type=int)

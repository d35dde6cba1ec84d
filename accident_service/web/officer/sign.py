"""Sign a decision: see the very document, then give the code of one's device.

What was chosen and typed waits on the server under the officer and the case, so that the page
can be left, reloaded and come back to; it is forgotten once it is signed.
"""

from collections.abc import Mapping

from flask import Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from accident_service.casefile.case import Case
from accident_service.casework.preview_decision import DecisionPreview
from accident_service.errors import Conflict, InvalidDecision, NotFound, NotPermitted, WrongCode
from accident_service.quantities.identifiers import CaseId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.driver.answers import place_in_words
from accident_service.web.officer.decision_form import DecisionForm, read_decision
from accident_service.web.officer.decision_refusals import decided_by, overtaken, refused
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.second_factor import TOO_MANY, WRONG, typed_code
from accident_service.web.officer.wordings import CASE_WORDS
from accident_service.web.service import casework

PROVISIONS_APART = " "


@BLUEPRINT.get("/case/<case_id>/sign")
@open_to(Caller.OFFICER)
def sign(case_id: str) -> ResponseReturnValue:
    """The decision read back, its document, and a field for the code."""
    form = waiting_form(case_id)
    if form is None:
        return redirect(url_for("officer.case", case_id=case_id), 303)
    try:
        return _sign_page(_tried(case_id, form), {})
    except InvalidDecision as refusal:
        return refused(case_id, form, refusal), 422
    except Conflict:
        return overtaken(case_id, form), 409


@BLUEPRINT.get("/case/<case_id>/sign/<int:page>.png")
@open_to(Caller.OFFICER)
def preview_page(case_id: str, page: int) -> Response:
    """One page of the document as it would be issued.

    Raises:
        NotFound: No decision waits to be signed, or its document has no such page.
    """
    form = waiting_form(case_id)
    document = _tried(case_id, form).document if form is not None else None
    pages = casework().press.preview(document) if document is not None else ()
    if not 1 <= page <= len(pages):
        raise NotFound(f"there is no page {page} to preview")
    return Response(pages[page - 1], mimetype="image/png")


@BLUEPRINT.post("/case/<case_id>/sign")
@open_to(Caller.OFFICER)
def signed(case_id: str) -> ResponseReturnValue:
    """Take the code; one's own second click finds the decision already made."""
    form = waiting_form(case_id)
    if form is None:
        return redirect(url_for("officer.case", case_id=case_id), 303)
    shown, officer = request.form.get("shown", ""), calling_officer()
    try:
        casework().sign_decision(
            CaseId(case_id), form.request(), officer, shown=shown, code=typed_code()
        )
    except WrongCode:
        return _sign_page(_tried(case_id, form), {"code": WRONG}), 422
    except InvalidDecision as refusal:
        return refused(case_id, form, refusal), 422
    except Conflict:
        if not decided_by(case_id, officer):
            return overtaken(case_id, form), 409
    except NotPermitted as refusal:
        if "wrong codes" not in str(refusal):
            raise
        return _sign_page(_tried(case_id, form), {"code": TOO_MANY}), 422
    casework().drafts.discard(_key(case_id))
    return redirect(url_for("officer.case", case_id=case_id), 303)


def keep_to_sign(case_id: str, form: DecisionForm) -> ResponseReturnValue:
    """Let a decision wait for its signature, and lead there."""
    fields = {
        "kind": form.kind or "",
        "seen_version": str(form.seen_version),
        "provisions": PROVISIONS_APART.join(form.provisions),
        "reason": form.reason,
        "found": form.found,
        **{f"grade_{letter}": grade for letter, grade in form.grades.items()},
    }
    casework().drafts.save(_key(case_id), fields)
    return redirect(url_for("officer.sign", case_id=case_id), 303)


def waiting_form(case_id: str) -> DecisionForm | None:
    """What this officer has chosen and typed and not signed yet; None where nothing waits."""
    fields: Mapping[str, str] = casework().drafts.load(_key(case_id))
    if not fields:
        return None
    posted: MultiDict[str, str] = MultiDict(fields)
    posted.setlist("provisions", fields["provisions"].split())
    return read_decision(posted)


def _tried(case_id: str, form: DecisionForm) -> DecisionPreview:
    return casework().preview_decision(CaseId(case_id), form.request(), calling_officer())


def _sign_page(preview: DecisionPreview, errors: dict[str, object]) -> str:
    case = preview.case
    pages = casework().press.preview(preview.document) if preview.document else ()
    return render_template(
        "officer/sign.html",
        case=case,
        place=_place(case),
        shown=preview.fingerprint,
        grounds=preview.grounds,
        page_count=len(pages),
        errors=errors,
        labels={"code": lazy_gettext("Code of your device")},
        **CASE_WORDS,
    )


def _place(case: Case) -> str:
    return place_in_words(case.site or case.report.place.site, case.report.place.words)


def _key(case_id: str) -> str:
    return f"decision:{session['officer']}:{case_id}"

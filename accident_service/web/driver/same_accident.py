"""Before a report is filed: has the other driver reported the same accident already?"""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.casework.receive_photos import account_folder, report_folder
from accident_service.quantities.identifiers import CaseId
from accident_service.web.access import Caller, open_to
from accident_service.web.driver.draft import Draft
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.questions import JOIN_PAGES
from accident_service.web.driver.report import (
    SAME_ACCIDENT,
    current_report,
    file_it,
    report_draft,
)
from accident_service.web.driver.shared_facts import SHARED
from accident_service.web.service import casework
from accident_service.web.throttle import LIMITER, PER_ADDRESS
from accident_service.web.visitor import verified_phone

TRIES = "_plates_tried"
MOST_TRIES = 3  # a slip of the thumb, not a search. [design]
NO_SUCH = lazy_gettext("We found no report with this plate. Check it, or send your own report.")


@BLUEPRINT.get("/report/same-accident")
@open_to(Caller.DRIVER)
def same_accident() -> ResponseReturnValue:
    """The question; back to the report where there is nothing to ask."""
    report = current_report()
    if report is None or not casework().same_accident.may_be_known(report):
        return redirect(url_for("driver.report"), 303)
    return _page("")


@BLUEPRINT.post("/report/same-accident")
@open_to(Caller.DRIVER)
@LIMITER.limit(PER_ADDRESS)
def take_same_accident() -> ResponseReturnValue:
    """Join the case of the plate; or file one's own report, if it is another accident."""
    report, draft = current_report(), report_draft()
    if report is None:
        return redirect(url_for("driver.report"), 303)
    if "another" in request.form:
        draft.with_answers(SAME_ACCIDENT, {SAME_ACCIDENT: "another"}, complete=False).keep()
        return file_it()
    tried = int(draft.fields.get(TRIES, "0"))
    draft.with_answers(SAME_ACCIDENT, {TRIES: str(tried + 1)}, complete=False).keep()
    found = None
    if tried < MOST_TRIES:
        found = casework().same_accident.by_plate(report, request.form.get("other_plate", ""))
    return (_page(NO_SUCH), 422) if found is None else _joining(found, draft)


def _joining(case_id: CaseId, draft: Draft) -> ResponseReturnValue:
    """What has been answered about oneself goes along; what was reported is asked once more."""
    own = frozenset(page.slug for page in JOIN_PAGES) & draft.done
    joining = Draft.kept_under(f"join:{case_id}:{verified_phone()}")
    answers = {name: draft.fields[name] for name in draft.fields if not name.startswith("_")}
    answers = {name: value for name, value in answers.items() if name != "submission_key"}
    for slug in own:
        joining = joining.with_answers(slug, answers, complete=True)
    joining.keep()
    phone = verified_phone() or ""
    photos = casework().receive_photos.register
    photos.hand_over(report_folder(phone), account_folder(case_id, phone))
    draft.discard()
    token = casework().invites.issue(case_id)
    return redirect(url_for("driver.join_page", token=token, slug=SHARED.slug), 303)


def _page(wrong: LazyString | str) -> str:
    return render_template(
        "driver/same_accident.html",
        errors={"other_plate": wrong} if wrong else {},
        fields={"other_plate": request.form.get("other_plate", "")},
        back=url_for("driver.report_page", slug="check"),
    )

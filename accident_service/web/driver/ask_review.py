"""A party applies for review, in three answers; or takes the application back."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from accident_service.casefile.apply_for_review import SHORTEST_TEXT
from accident_service.casefile.case import Case
from accident_service.casefile.objection import reasons_from
from accident_service.casework.review_case import ReviewWish
from accident_service.errors import Conflict, InvalidDecision
from accident_service.reports.party import PartyLetter
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.draft import Draft
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.short_form import CHECK, Asked, ShortForm
from accident_service.web.language import spoken
from accident_service.web.service import casework

QUESTIONS = (
    Asked(
        slug="request",
        title=lazy_gettext("What do you ask for?"),
        hint=lazy_gettext("Such as: that the determination be revoked and made anew."),
        shortest=SHORTEST_TEXT,
    ),
    Asked(
        slug="reasons",
        title=lazy_gettext("Why do you not agree?"),
        hint=lazy_gettext("Say which fact, article or step of the procedure you hold to be wrong."),
        shortest=SHORTEST_TEXT,
    ),
    Asked(
        slug="main_evidence",
        title=lazy_gettext("What is your main evidence?"),
        hint=lazy_gettext(
            "Such as: the recording in the file, your own dash camera, a witness by name. You may"
            " hand it in at the traffic police unit."
        ),
    ),
)


@BLUEPRINT.get("/case/<tracking_code>/review/<slug>")
@open_to(Caller.PARTY)
def ask_review(slug: str) -> ResponseReturnValue:
    """One question of the application."""
    return _form().show(slug)


@BLUEPRINT.post("/case/<tracking_code>/review/<slug>")
@open_to(Caller.PARTY)
def take_review(slug: str) -> ResponseReturnValue:
    """Keep an answer; on the last page, send the application."""
    form = _form()
    if slug != CHECK:
        return form.take(slug)
    still_open = form.ready()
    if still_open is not None:
        return still_open
    case, answers = case_in_address(), form.answers()
    try:
        casework().review.apply(case.id, calling_party().letter, ReviewWish(**answers))
    except InvalidDecision as refusal:
        return form.refused(str(refusal))
    except Conflict:  # one's own second tap
        return _to_case()
    form.draft.discard()
    return _to_case()


@BLUEPRINT.post("/case/<tracking_code>/review-withdrawn")
@open_to(Caller.PARTY)
def withdraw_review() -> ResponseReturnValue:
    """Take the application back."""
    casework().review.withdraw(case_in_address().id, calling_party().letter)
    return _to_case()


def _form() -> ShortForm:
    case, letter = case_in_address(), calling_party().letter
    return ShortForm(
        questions=QUESTIONS,
        draft=Draft.kept_under(f"review:{case.id}:{letter}"),
        address_of=lambda slug: url_for(
            "driver.ask_review", tracking_code=case.tracking_code, slug=slug
        ),
        leave=url_for("driver.case_status", tracking_code=case.tracking_code),
        submit_words=lazy_gettext("Apply for review"),
        prefilled={"reasons": _objected(case, letter)},
        warning=lazy_gettext(
            "There is one review per accident. The other party is told that you have applied."
        ),
    )


def _objected(case: Case, letter: PartyLetter) -> str:
    """What this party has said it sees differently, as the beginning of its reasons."""
    with casework().ledger.reading() as work:
        objections = work.proceedings.load(case.id).objections
    mine = tuple(one for one in objections if one.letter is letter)
    return reasons_from(mine, chinese=spoken("zh", "en") == "zh")


def _to_case() -> ResponseReturnValue:
    return redirect(
        url_for("driver.case_status", tracking_code=case_in_address().tracking_code), 303
    )

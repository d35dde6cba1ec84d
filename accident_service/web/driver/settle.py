"""Two drivers who agree settle it themselves: one offers, the other signs the same text."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from accident_service.casefile.decision import PartyGrade
from accident_service.casefile.negotiation import SHORTEST_FACTS, demand_open_to_agreement
from accident_service.errors import InvalidDecision, StepOutOfOrder
from accident_service.liability.grade import Grade
from accident_service.reports.party import PartyLetter
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.draft import Draft
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.short_form import CHECK, Asked, ShortForm
from accident_service.web.service import casework
from accident_service.web.words import GRADES

SHARES: dict[str, tuple[Grade, Grade]] = {  # mine, the other's
    "mine": (Grade.FULL, Grade.NONE),
    "theirs": (Grade.NONE, Grade.FULL),
    "both": (Grade.EQUAL, Grade.EQUAL),
}
QUESTIONS = (
    Asked(
        slug="facts",
        title=lazy_gettext("What happened?"),
        hint=lazy_gettext(
            "Say it so that the other driver can sign it too: who drove where, and where the"
            " vehicles touched."
        ),
        shortest=SHORTEST_FACTS,
    ),
    Asked(
        slug="share",
        title=lazy_gettext("Who bears the responsibility?"),
        choices=(
            ("mine", lazy_gettext("I do, in full")),
            ("theirs", lazy_gettext("The other driver does, in full")),
            ("both", lazy_gettext("Both of us equally")),
        ),
    ),
)


@BLUEPRINT.get("/case/<tracking_code>/agreement/<slug>")
@open_to(Caller.PARTY)
def ask_agreement(slug: str) -> ResponseReturnValue:
    """One question of the offer; the agreement itself once the other has offered."""
    case, letter = case_in_address(), calling_party().letter
    demand_open_to_agreement(case)
    with casework().ledger.reading() as work:
        proceedings = work.proceedings.load(case.id)
    offer = proceedings.offer
    if offer is None or offer.by is letter or slug != "sign":
        return redirect(_address("facts"), 303) if slug == "sign" else _form().show(slug)
    return render_template(
        "driver/agreement.html",
        case=case,
        offer=offer,
        me=letter,
        grades={one.letter: one.grade for one in offer.grades},
        grade_words=GRADES,
        seen_version=proceedings.version,
    )


@BLUEPRINT.post("/case/<tracking_code>/agreement/<slug>")
@open_to(Caller.PARTY)
def take_agreement(slug: str) -> ResponseReturnValue:
    """Keep an answer; sign and send the offer; or sign or turn down the other's."""
    case, letter = case_in_address(), calling_party().letter
    if slug == "sign":
        seen = request.form.get("seen_version", 0, type=int)
        casework().agree.sign(case.id, letter, seen_version=seen)
        return _to_case()
    if slug == "end":
        casework().agree.withdraw(case.id, letter)
        return _to_case()
    form = _form()
    return form.take(slug) if slug != CHECK else _offered(form)


def _offered(form: ShortForm) -> ResponseReturnValue:
    still_open = form.ready()
    if still_open is not None:
        return still_open
    case, letter, answers = case_in_address(), calling_party().letter, form.answers()
    mine, theirs = SHARES[answers["share"]]
    grades = tuple(
        PartyGrade(letter=one, grade=mine if one is letter else theirs) for one in PartyLetter
    )
    try:
        casework().agree.offer(case.id, letter, answers["facts"], grades)
    except (InvalidDecision, StepOutOfOrder) as refusal:
        return form.refused(str(refusal))
    form.draft.discard()
    return _to_case()


def _form() -> ShortForm:
    case, letter = case_in_address(), calling_party().letter
    return ShortForm(
        questions=QUESTIONS,
        draft=Draft.kept_under(f"agreement:{case.id}:{letter}"),
        address_of=_address,
        leave=url_for("driver.case_status", tracking_code=case.tracking_code),
        submit_words=lazy_gettext("Sign and send to the other driver"),
        warning=lazy_gettext(
            "If the other driver signs the same text, it binds you both. No officer decides then,"
            " and there is no review; who does not keep to it may be taken to court."
        ),
    )


def _address(slug: str) -> str:
    return url_for("driver.ask_agreement", tracking_code=case_in_address().tracking_code, slug=slug)


def _to_case() -> ResponseReturnValue:
    return redirect(
        url_for("driver.case_status", tracking_code=case_in_address().tracking_code), 303
    )

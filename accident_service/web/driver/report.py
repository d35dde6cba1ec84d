"""The first driver's report: place, time, screening, own account; and the way out by law."""

from dataclasses import fields as fields_of
from dataclasses import replace

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.case import Case
from accident_service.casework.receive_photos import report_folder
from accident_service.reports.eligibility import Routing, ScreeningAnswers, route
from accident_service.reports.forms import read_report
from accident_service.reports.party import PartyLetter
from accident_service.reports.report import AccidentReport
from accident_service.reports.routing_table import SELF_NEGOTIATE, row_of
from accident_service.web.access import Caller, open_to
from accident_service.web.driver.answers import summary
from accident_service.web.driver.draft import Draft
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.leave_now import covering
from accident_service.web.driver.photo_desk import bring_photos
from accident_service.web.driver.prefilled import from_earlier
from accident_service.web.driver.questions import (
    MOVE,
    REPORT_PAGES,
    SCREENING,
    Page,
    to_settle,
    without_move,
)
from accident_service.web.driver.wizard import CHECK, Wizard, in_words
from accident_service.web.language import chosen_language
from accident_service.web.map_tiles import tile_source
from accident_service.web.service import casework
from accident_service.web.visitor import keep_invite, kept_invite, verified_phone

SAME_ACCIDENT = "_same_accident"  # "another" once it was said to be another one
GOES_ON = "_goes_on_after"  # the code of the routing that was read and gone on from
NOT_REGISTERED_HERE = frozenset({"REF_DEATH_INJURY"})


@BLUEPRINT.get("/report")
@open_to(Caller.DRIVER)
def report() -> ResponseReturnValue:
    """Begin, or go on where it was left."""
    return redirect(_address(_wizard().next_open()), 303)


@BLUEPRINT.get("/report/<slug>")
@open_to(Caller.DRIVER)
def report_page(slug: str) -> ResponseReturnValue:
    """One question, or the answers read back."""
    wizard = _wizard()
    if _no_longer_asked(slug, wizard):
        return redirect(_address(wizard.next_open()), 303)
    sent = _sent_before()
    if sent is not None and not wizard.draft.done and slug != wizard.pages[0].slug:
        return redirect(sent, 303)
    if slug != CHECK or wizard.next_open() != CHECK:
        return wizard.show(slug)
    return _checked(wizard)


@BLUEPRINT.post("/report/<slug>")
@open_to(Caller.DRIVER)
def report_answer(slug: str) -> ResponseReturnValue:
    """Take one answer."""
    wizard = _wizard()
    if _no_longer_asked(slug, wizard):
        return redirect(_address(wizard.next_open()), 303)
    return wizard.take(slug)


@BLUEPRINT.post("/report/check")
@open_to(Caller.DRIVER)
def report_submit() -> ResponseReturnValue:
    """File the report; a second tap, or coming back later, finds the case of the first."""
    known = _filed_with(request.form.get("submission_key", ""))
    return file_it() if known is None else _on_to(known, report_draft())


def current_report() -> AccidentReport | None:
    """The report as it would be filed now; None while something is still open or wrong."""
    wizard = _wizard()
    ready = wizard.next_open() == CHECK and not wizard.complaints_of(wizard.draft.fields)
    return _read(wizard.draft) if ready else None


def file_it() -> ResponseReturnValue:
    """File what has been answered, or show what is still open; on to the case."""
    wizard = _wizard()
    if wizard.next_open() != CHECK:
        return redirect(_address(wizard.next_open()), 303)
    if wizard.complaints_of(wizard.draft.fields):
        return _checked(wizard), 422
    report = _read(wizard.draft)
    if SAME_ACCIDENT not in wizard.draft.fields and casework().same_accident.may_be_known(report):
        return redirect(url_for("driver.same_accident"), 303)
    return _on_to(casework().file_report(report), wizard.draft)


def _on_to(case: Case, draft: Draft) -> ResponseReturnValue:
    """To the case the draft became; what a first try left undone when it was cut off is done."""
    if draft.fields["submission_key"] == case.report.submission_key:
        bring_photos(report_folder(_phone()), case, PartyLetter.A, draft.fields)
        draft.discard()
    session["filed"] = case.tracking_code
    if case.report.routing.handled_online and kept_invite(case.id) is None:
        keep_invite(case.id, casework().invites.issue(case.id))
    return redirect(url_for("driver.case_status", tracking_code=case.tracking_code), 303)


@BLUEPRINT.get("/report/referral")
@open_to(Caller.DRIVER)
def referral() -> ResponseReturnValue:
    """Why the law keeps this from the online determination, and what to do now."""
    routing = _routing_so_far(report_draft())
    change = _address(_page_deciding(routing.code))
    if routing.code == SELF_NEGOTIATE.code:
        return render_template("driver/settle_here.html", row=SELF_NEGOTIATE, change=change)
    if routing.handled_online:
        return redirect(url_for("driver.report"), 303)
    return render_template(
        "driver/referral.html",
        row=row_of(routing.code),
        also=[row_of(code) for code in routing.also if not row_of(code).handled_online],
        change=change,
        may_register=routing.code not in NOT_REGISTERED_HERE,
    )


@BLUEPRINT.post("/report/referral")
@open_to(Caller.DRIVER)
def go_on() -> ResponseReturnValue:
    """Settle it here, or leave a record with the police although they will come."""
    draft = report_draft()
    code = _routing_so_far(draft).code
    if code not in NOT_REGISTERED_HERE:
        draft.with_answers("referral", {GOES_ON: code}, complete=True).keep()
    return redirect(url_for("driver.report"), 303)


def _sent_before() -> str | None:
    """Where the report sent in this session lies, for those who come back by the back button."""
    code = session.get("filed")
    return url_for("driver.case_status", tracking_code=code) if code else None


def _no_longer_asked(slug: str, wizard: Wizard) -> bool:
    """Is it the page on clearing the road, reached again although the cars now have to stay?"""
    return slug == MOVE.slug and MOVE not in wizard.pages


def _phone() -> str:
    return verified_phone() or ""


def _read(draft: Draft) -> AccidentReport:
    return read_report(_as_read(draft, _phone()), filed_at=casework().clock.now())


def report_draft() -> Draft:
    """What this phone's holder has answered so far."""
    return Draft.kept_under(f"report:{_phone()}", begun_with=lambda: from_earlier(_phone()))


def _wizard() -> Wizard:
    phone, now, draft = _phone(), casework().clock.now(), report_draft()
    return Wizard(
        pages=_pages(draft),
        draft=draft,
        address_of=_address,
        read=lambda given: read_report(_as_read(replace(draft, fields=given), phone), filed_at=now),
        detour=_detour,
        shown_with={
            "sites": casework().sites.sites(),
            "tile_source": tile_source(),
            "covering": lambda: covering(draft.fields),
            "earlier_case": None if draft.done else _open_case(phone),
        },
    )


def _address(slug: str) -> str:
    return url_for("driver.report_page", slug=slug)


def _checked(wizard: Wizard) -> str:
    complaints = wizard.complaints_of(wizard.draft.fields)
    return render_template(
        "driver/check.html",
        answers=summary(wizard.pages, wizard.draft.fields),
        address_of=_address,
        action=_address(CHECK),
        submission_key=wizard.draft.fields["submission_key"],
        errors={name: in_words(why) for name, why in complaints.items()},
        back=_address(wizard.pages[-1].slug),
    )


def _detour(page: Page, draft: Draft) -> str | None:
    routing = _routing_so_far(draft)
    settled = page not in SCREENING or draft.fields.get(GOES_ON) == routing.code
    if settled or (routing.handled_online and routing.code != SELF_NEGOTIATE.code):
        return None
    return url_for("driver.referral")


def _pages(draft: Draft) -> tuple[Page, ...]:
    pages = to_settle(REPORT_PAGES) if _settles(draft) else REPORT_PAGES
    long_left = draft.fields.get("scene_already_cleared") == "yes"
    stay = not _routing_so_far(draft).handled_online
    return without_move(pages) if long_left or stay else pages


def _settles(draft: Draft) -> bool:
    return _routing_so_far(draft).code == SELF_NEGOTIATE.code


def _as_read(draft: Draft, phone: str) -> dict[str, str]:
    """The draft with the phone; who settles it applies for nothing, whatever was ticked before."""
    applies = {"joint_application": "no"} if _settles(draft) else {}
    return {**draft.fields, "phone": phone, "language": chosen_language(), **applies}


def _routing_so_far(draft: Draft) -> Routing:
    answered = {
        field.name: draft.fields[field.name] == "yes"
        for field in fields_of(ScreeningAnswers)
        if draft.fields.get(field.name) in ("yes", "no")
    }
    return route(ScreeningAnswers(**answered))


def _page_deciding(code: str) -> str:
    answer = getattr(row_of(code), "answer", "disputed")
    return next((page.slug for page in SCREENING if answer in page.fields), SCREENING[0].slug)


def _filed_with(submission_key: str) -> Case | None:
    with casework().ledger.reading() as work:
        case = work.cases.with_submission_key(submission_key) if submission_key else None
    mine = case is not None and case.party_with_phone(_phone()) is not None
    return case if mine else None


def _open_case(phone: str) -> Case | None:
    with casework().ledger.reading() as work:
        mine = work.cases.of_phone(phone)
    return next((case for case in mine if case.determination is None), None)

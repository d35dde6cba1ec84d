"""The second driver: by link, shown place and time only, asked for an account of their own."""

from collections.abc import Mapping
from datetime import date, datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.receive_photos import account_folder
from accident_service.errors import Conflict, InvalidReport
from accident_service.reports.forms import read_party, read_statement
from accident_service.reports.party import PartyLetter
from accident_service.reports.routing_table import row_of
from accident_service.reports.where_and_when import BEIJING
from accident_service.web.access import Caller, open_to
from accident_service.web.driver.answers import place_in_words, summary
from accident_service.web.driver.draft import Draft
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.photo_desk import bring_photos
from accident_service.web.driver.questions import JOIN_PAGES, to_settle
from accident_service.web.driver.shared_facts import (
    SHARED,
    routing_with,
    second_word_in,
    shown_to_second,
    summary_line,
)
from accident_service.web.driver.wizard import CHECK, Wizard, in_words
from accident_service.web.language import chosen_language
from accident_service.web.service import casework
from accident_service.web.visitor import verified_phone


@BLUEPRINT.get("/join/<token>")
@open_to(Caller.ANYONE)
def invitation(token: str) -> str:
    """Place and time of the accident, so that the invited knows it is theirs; nothing else."""
    case = _case_of(token)
    return render_template(
        "driver/invitation.html", token=token, settles=_settles(case), **_shown(case)
    )


@BLUEPRINT.get("/join/<token>/<slug>")
@open_to(Caller.DRIVER)
def join_page(token: str, slug: str) -> ResponseReturnValue:
    """One question of the own account, or the answers read back."""
    case = _case_of(token)
    elsewhere = _not_to_join(case)
    if elsewhere is not None:
        return elsewhere
    if case.stage is Stage.REFERRED:
        return redirect(url_for("driver.join_referral", token=token), 303)
    wizard = _wizard(case, token)
    if slug == "start":
        return redirect(wizard.address_of(wizard.next_open()), 303)
    if slug != CHECK or wizard.next_open() != CHECK:
        return wizard.show(slug)
    return _checked(case, wizard)


@BLUEPRINT.post("/join/<token>/<slug>")
@open_to(Caller.DRIVER)
def join_answer(token: str, slug: str) -> ResponseReturnValue:
    """Take one answer."""
    case = _case_of(token)
    elsewhere = _not_to_join(case)
    return elsewhere if elsewhere is not None else _wizard(case, token).take(slug)


@BLUEPRINT.post("/join/<token>/check")
@open_to(Caller.DRIVER)
def join_submit(token: str) -> ResponseReturnValue:
    """Give the account; a second tap lands on the case it joined."""
    case = _case_of(token)
    elsewhere = _not_to_join(case)
    if elsewhere is not None:
        return elsewhere
    wizard = _wizard(case, token)
    if wizard.next_open() != CHECK:
        return redirect(wizard.address_of(wizard.next_open()), 303)
    if wizard.complaints_of(wizard.draft.fields):
        return _checked(case, wizard), 422
    fields = _as_read(case, wizard.draft.fields, verified_phone() or "")
    casework().join_case(
        case.id,
        read_party(fields, PartyLetter.B, drove_on=_day_of(case)),
        read_statement(fields, PartyLetter.B, casework().clock.now()),
        second_word_in(case, fields),
    )
    return _on_to(case, wizard.draft)


def _on_to(case: Case, draft: Draft) -> ResponseReturnValue:
    """To the case that was joined; what a first try left undone when it was cut off is done."""
    if draft.done:
        folder = account_folder(case.id, verified_phone() or "")
        bring_photos(folder, case, PartyLetter.B, draft.fields)
        draft.discard()
    return redirect(url_for("driver.case_status", tracking_code=case.tracking_code), 303)


@BLUEPRINT.get("/join/<token>/referral")
@open_to(Caller.DRIVER)
def join_referral(token: str) -> ResponseReturnValue:
    """By what the second driver says the law wants officers: what to do now, and one button."""
    case = _case_of(token)
    elsewhere = _not_to_join(case)
    if elsewhere is not None:
        return elsewhere
    routing = routing_with(case, _wizard(case, token).draft.fields)
    if case.stage is not Stage.REFERRED and (routing is None or routing.handled_online):
        return redirect(_page_address(token, "start"), 303)
    code = case.report.routing.code if case.stage is Stage.REFERRED or not routing else routing.code
    return render_template(
        "driver/join_referral.html",
        row=row_of(code),
        told=case.stage is Stage.REFERRED,
        token=token,
        change=_page_address(token, SHARED.slug),
    )


@BLUEPRINT.post("/join/<token>/referral")
@open_to(Caller.DRIVER)
def join_tell(token: str) -> ResponseReturnValue:
    """Say so to the police at once; an account may follow at the scene."""
    case = _case_of(token)
    elsewhere = _not_to_join(case)
    if elsewhere is not None:
        return elsewhere
    casework().join_case.tell(case.id, second_word_in(case, _wizard(case, token).draft.fields))
    return redirect(url_for("driver.join_referral", token=token), 303)


def _case_of(token: str) -> Case:
    case_id = casework().invites.case_of(token)
    with casework().ledger.reading() as work:
        return work.cases.load(case_id)


def _not_to_join(case: Case) -> ResponseReturnValue | None:
    """Parties of the case go to it; when the place is taken, nobody else may."""
    if case.party_with_phone(verified_phone() or "") is not None:
        return _on_to(case, _draft(case))
    if case.party(PartyLetter.B) is not None:
        raise Conflict(f"another driver has already joined case {case.tracking_code}")
    return None


def _draft(case: Case) -> Draft:
    return Draft.kept_under(f"join:{case.id}:{verified_phone() or ''}")


def _wizard(case: Case, token: str) -> Wizard:
    phone = verified_phone() or ""
    now = casework().clock.now()
    return Wizard(
        pages=(SHARED, *(to_settle(JOIN_PAGES) if _settles(case) else JOIN_PAGES)),
        draft=_draft(case),
        address_of=lambda slug: _page_address(token, slug),
        read=lambda fields: _read_own_account(case, _as_read(case, fields, phone), now),
        detour=lambda _page, draft: _detour(case, token, draft),
        shown_with=shown_to_second(case),
    )


def _read_own_account(case: Case, fields: dict[str, str], now: datetime) -> None:
    complaints: dict[str, str] = {}
    for read in (
        lambda: second_word_in(case, fields),
        lambda: read_party(fields, PartyLetter.B, drove_on=_day_of(case)),
        lambda: read_statement(fields, PartyLetter.B, now),
    ):
        try:
            read()
        except InvalidReport as refusal:
            complaints |= refusal.complaints
    if complaints:
        raise InvalidReport(complaints)


def _detour(case: Case, token: str, draft: Draft) -> str | None:
    routing = routing_with(case, draft.fields)
    if routing is None or routing.handled_online:
        return None
    return url_for("driver.join_referral", token=token)


def _page_address(token: str, slug: str) -> str:
    return url_for("driver.join_page", token=token, slug=slug)


def _settles(case: Case) -> bool:
    return case.stage is Stage.NEGOTIATING


def _as_read(case: Case, fields: Mapping[str, str], phone: str) -> dict[str, str]:
    """The answers with the phone; who settles it applies for nothing."""
    applies = {"joint_application": "no"} if _settles(case) else {}
    return {**fields, "phone": phone, "language": chosen_language(), **applies}


def _day_of(case: Case) -> date:
    return case.report.occurred_at.astimezone(BEIJING).date()


def _shown(case: Case) -> dict[str, object]:
    place = case.report.place
    return {
        "place": place_in_words(place.site, place.words if place.site is None else ""),
        "occurred_at": case.report.occurred_at,
    }


def _checked(case: Case, wizard: Wizard) -> str:
    complaints = wizard.complaints_of(wizard.draft.fields)
    return render_template(
        "driver/check.html",
        answers=(
            summary_line(case, wizard.draft.fields),
            *summary(wizard.pages[1:], wizard.draft.fields),
        ),
        address_of=wizard.address_of,
        action=wizard.address_of(CHECK),
        submission_key=wizard.draft.fields["submission_key"],
        errors={name: in_words(why) for name, why in complaints.items()},
        back=wizard.address_of(wizard.pages[-1].slug),
    )

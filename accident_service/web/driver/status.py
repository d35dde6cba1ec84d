"""A party's own case: what to do now, how far it is, and in the end what was decided and why."""

from io import BytesIO

import segno
from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.case import Case
from accident_service.casefile.determination import Determination
from accident_service.casefile.masking import masked_except
from accident_service.casefile.party_picture import drawn_for
from accident_service.casefile.stage import CLOSED_TO_ACCOUNTS, Stage
from accident_service.casefile.widen import is_being_widened
from accident_service.casework.ask_for_officer import may_ask_for_officer
from accident_service.casework.document_in_force import demand_in_force
from accident_service.casework.ports import UnitOfWork
from accident_service.errors import Conflict, NotFound
from accident_service.reports.choices import COLOURS, DAMAGE_PARTS, VEHICLE_CLASSES
from accident_service.reports.party import PartyLetter
from accident_service.reports.routing_table import row_of
from accident_service.web import downloads
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.after import after_decision
from accident_service.web.driver.answers import place_in_words
from accident_service.web.driver.ask_online import may_apply_online
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.leave_now import covering_case
from accident_service.web.driver.other_party import other_account
from accident_service.web.driver.stations import Station, ask_again_s, stations
from accident_service.web.driver.waiting import own_cases
from accident_service.web.driver.why import shown_to, why_of
from accident_service.web.limits import limits_in, lines_of, rights_of
from accident_service.web.procedure_words import PROCEDURE_WORDS
from accident_service.web.service import casework
from accident_service.web.visitor import keep_invite, kept_invite, verified_phone
from accident_service.web.words import CIRCUMSTANCES, GRADES, STAGES_FOR_PARTIES

QR_QUIET_ZONE = 2
WORDS = {
    "grade_words": GRADES,
    "stage_words": STAGES_FOR_PARTIES,
    "circumstance_words": CIRCUMSTANCES,
    "choices": {"colour": COLOURS, "vehicle_class": VEHICLE_CLASSES},
    "damage_parts": DAMAGE_PARTS,
    **PROCEDURE_WORDS,
}


@BLUEPRINT.get("/cases")
@open_to(Caller.DRIVER)
def my_cases() -> str:
    """All cases in which this phone's holder is a party."""
    with casework().ledger.reading() as work:
        mine = own_cases(work, verified_phone() or "")
    return render_template("driver/cases.html", cases=mine, place_of=_place, **WORDS)


@BLUEPRINT.get("/case/<tracking_code>")
@open_to(Caller.PARTY)
def case_status() -> str:
    """One case."""
    case, me = case_in_address(), calling_party()
    with casework().ledger.reading() as work:
        limits = limits_in(work, case)
        seen_version = _version(work, case)
        after = after_decision(work, case, me.letter)
        why = why_of(work, case, me.letter)
    return render_template(
        "driver/status.html",
        case=case,
        me=me,
        place=_place(case),
        stations=_stations(case),
        ask_again_s=ask_again_s(case),
        invite=_invite_address(case),
        other=other_account(case, me),
        determination=_determination(case),
        after=after,
        why=why,
        my_grade=next((one.grade for one in case.decision.grades if one.letter is me.letter), "")
        if case.decision
        else "",
        may_ask_for_officer=may_ask_for_officer(case),
        may_apply_online=may_apply_online(case, me.letter),
        seen_version=seen_version,
        limits_of_mine=lines_of(limits.of(me.letter)),
        rights=rights_of(limits, me.letter, certificate=after.certificate is not None),
        exhibits=shown_to(case, me.letter),
        row_of=row_of,
        **WORDS,
        open_to_accounts=_open_to_accounts(case),
        covering=lambda: covering_case(case),
        more_recordings=is_being_widened,
    )


@BLUEPRINT.get("/case/<tracking_code>/progress")
@open_to(Caller.PARTY)
def case_progress() -> Response:
    """The list of stations alone, for the page that is already open."""
    case = case_in_address()
    page = render_template("driver/parts/stations.html", stations=_stations(case))
    response = Response(page)
    with casework().ledger.reading() as work:
        response.headers["X-Case-Version"] = _version(work, case)
    return response


@BLUEPRINT.post("/case/<tracking_code>/invite")
@open_to(Caller.PARTY)
def renew_invite() -> ResponseReturnValue:
    """Make a new link for the other driver."""
    case = case_in_address()
    if not _open_to_accounts(case):
        raise Conflict(f"case {case.tracking_code} takes no more accounts")
    keep_invite(case.id, casework().invites.issue(case.id))
    return redirect(url_for("driver.case_status", tracking_code=case.tracking_code), 303)


@BLUEPRINT.get("/case/<tracking_code>/invite.svg")
@open_to(Caller.PARTY)
def invite_code() -> Response:
    """The same link to be scanned from this phone by the other."""
    address = _invite_address(case_in_address())
    if address is None:
        raise NotFound("no link was made in this session")
    drawing = BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", border=QR_QUIET_ZONE, scale=4)
    return Response(drawing.getvalue(), mimetype="image/svg+xml")


@BLUEPRINT.get("/case/<tracking_code>/exhibit/<name>")
@open_to(Caller.PARTY)
def party_exhibit(name: str) -> Response:
    """What the officer saw, as this party may see it, once it is decided."""
    case, letter = case_in_address(), calling_party().letter
    if name not in {exhibit.name for exhibit in shown_to(case, letter)}:
        raise NotFound(f"case {case.tracking_code} shows party {letter} no exhibit {name!r}")
    if drawn_for(letter, case.party_pictures):
        return downloads.party_picture(case, letter, name)
    return downloads.exhibit(case, name, viewer=f"driver:{letter}")


@BLUEPRINT.get("/case/<tracking_code>/determination.pdf")
@open_to(Caller.PARTY)
def party_determination() -> Response:
    """The signed document; opening what was sent to the party is its receipt (ADM-36)."""
    case, letter = case_in_address(), calling_party().letter
    response = downloads.determination_pdf(case, viewer=f"driver:{letter}")
    with casework().ledger.reading() as work:
        document = demand_in_force(work, case).document
    casework().serve.opened(case.id, document, letter)
    return response


@BLUEPRINT.get("/case/<tracking_code>/masked-copy.pdf")
@open_to(Caller.PARTY)
def party_masked_copy() -> Response:
    """A copy to pass on, in which the other party is masked."""
    return downloads.masked_determination_pdf(case_in_address(), calling_party().letter)


def _version(work: UnitOfWork, case: Case) -> str:
    """What the open page compares: an offer to agree changes the proceedings, not the case."""
    return f"{case.version}.{work.proceedings.load(case.id).version}"


def _place(case: Case) -> str:
    return place_in_words(case.report.place.site, case.report.place.words)


def _stations(case: Case) -> tuple[Station, ...]:
    with casework().ledger.reading() as work:
        return stations(case, work.steps.progress(case.id), work.steps.usual_s)


def _open_to_accounts(case: Case) -> bool:
    return case.party(PartyLetter.B) is None and case.stage not in CLOSED_TO_ACCOUNTS


def _invite_address(case: Case) -> str | None:
    token = kept_invite(case.id)
    if token is None or not _open_to_accounts(case):
        return None
    base = str(current_app.config.get("PUBLIC_BASE_URL") or request.host_url).rstrip("/")
    return base + url_for("driver.invitation", token=token)


def _determination(case: Case) -> Determination | None:
    if case.stage is not Stage.DETERMINED:
        return None
    with casework().ledger.reading() as work:
        found = work.determinations.of_case(case.id)
    return None if found is None else masked_except(found[0], frozenset({calling_party().letter}))

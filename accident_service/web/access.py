"""Who may call which page: declared on the view, denied where nothing is declared."""

from collections.abc import Callable
from enum import StrEnum
from hmac import compare_digest
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import LengthRequired
from werkzeug.exceptions import NotFound as PageNotFound

from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.roles import EVERYONE_OF_THE_HOUSE, Role
from accident_service.errors import NotFound, NotPermitted
from accident_service.reports.party import Party
from accident_service.web.csrf import CSRF, WRITING_METHODS
from accident_service.web.problems import answer_for
from accident_service.web.service import casework
from accident_service.web.visitor import (
    must_choose_password,
    roles_here,
    signed_in_officer,
    verified_phone,
)

LARGEST_FORM_BYTES = 256 * 1024
DECLARATION = "may_be_called_by"
LARGEST_FORM = "largest_form_bytes"
CHOOSING_A_PASSWORD = frozenset({"officer.own_password", "officer.change_own_password"})

View = TypeVar("View", bound=Callable[..., object])


class Caller(StrEnum):
    """Who a page is for."""

    ANYONE = "anyone"
    DRIVER = "driver"  # a verified phone
    PARTY = "party"  # the verified phone of a party of the case in the address
    OFFICER = "officer"
    HEAD = "head"
    SURVEYOR = "surveyor"
    ADMIN = "administrator"
    AUDITOR = "auditor"
    RETENTION = "retention"  # whoever has a part in destroying what need not be kept
    REGISTRAR = "registrar"  # who answers for what was called up
    STAFF = "staff"  # anybody with a role in the house
    SCRAPER = "scraper"  # whoever holds the token of the figures


ROLES_LET_IN: dict[Caller, frozenset[Role]] = {
    Caller.OFFICER: frozenset({Role.OFFICER}),
    Caller.HEAD: frozenset({Role.HEAD}),
    Caller.SURVEYOR: frozenset({Role.SURVEYOR, Role.ADMINISTRATOR}),
    Caller.ADMIN: frozenset({Role.ADMINISTRATOR}),
    Caller.AUDITOR: frozenset({Role.AUDITOR}),
    Caller.RETENTION: frozenset({Role.ADMINISTRATOR, Role.HEAD}),
    Caller.REGISTRAR: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    Caller.STAFF: EVERYONE_OF_THE_HOUSE,
}


def open_to(
    caller: Caller, *, largest_form_bytes: int = LARGEST_FORM_BYTES
) -> Callable[[View], View]:
    """Declare who may call the view, and how much may be sent to it."""

    def declare(view: View) -> View:
        setattr(view, DECLARATION, caller)
        setattr(view, LARGEST_FORM, largest_form_bytes)
        return view

    return declare


def declared_caller(view: Callable[..., object]) -> Caller | None:
    """Who the view is open to, or None when its author forgot to say."""
    caller = getattr(view, DECLARATION, None)
    return caller if isinstance(caller, Caller) else None


def guard(blueprint: Blueprint) -> None:
    """Let nobody into the blueprint's pages who is not declared, and word every failure."""
    blueprint.url_value_preprocessor(_note_tracking_code)
    blueprint.before_request(_admit)
    answer_for(blueprint)


def case_in_address() -> Case:
    """The case of a PARTY page; the gate has looked it up already."""
    case = g.case
    if not isinstance(case, Case):
        raise TypeError("only pages open to a party have a case")
    return case


def calling_party() -> Party:
    """The party whose phone is verified, on a PARTY page."""
    party = g.party
    if not isinstance(party, Party):
        raise TypeError("only pages open to a party have a party")
    return party


def calling_officer() -> Officer:
    """Who is signed in at the desk, on a page for any role of the house."""
    officer = g.officer
    if not isinstance(officer, Officer):
        raise TypeError("only pages open to a role of the house have an officer")
    return officer


def _note_tracking_code(_endpoint: str | None, values: dict[str, object] | None) -> None:
    g.tracking_code = (values or {}).pop("tracking_code", "")


def _admit() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None:
        raise PageNotFound
    view = current_app.view_functions[endpoint]
    request.max_content_length = getattr(view, LARGEST_FORM, LARGEST_FORM_BYTES)
    caller = declared_caller(view)
    if caller is None:
        raise NotPermitted(f"{endpoint} does not say who may call it")
    turned_away = GATES[caller]()
    if turned_away is None and request.method in WRITING_METHODS:
        if request.content_length is None and "Transfer-Encoding" in request.headers:
            raise LengthRequired  # it would be read up to the limit and taken for the whole
        CSRF.protect()
    return turned_away


def _anyone() -> ResponseReturnValue | None:
    return None


def _driver() -> ResponseReturnValue | None:
    if verified_phone() is not None:
        return None
    here = request.full_path.rstrip("?") if request.method == "GET" else _page_of_the_form()
    session["after_sign_in"] = here
    return redirect(url_for("driver.ask_phone"), 303)


def _page_of_the_form() -> str:
    """Where a form was sent from, so that a session that ran out leads back to it."""
    sent_from = urlsplit(request.referrer or "")
    return sent_from.path if sent_from.netloc == request.host else "/"


def _party() -> ResponseReturnValue | None:
    turned_away = _driver()
    if turned_away is not None:
        return turned_away
    with casework().ledger.reading() as work:
        g.case = work.cases.with_tracking_code(g.tracking_code)
    g.party = g.case.party_with_phone(verified_phone() or "")
    if g.party is None:
        raise NotFound(f"no case {g.tracking_code} of this caller")
    return None


def lets_in(caller: Caller) -> bool:
    """May whoever is signed in at the desk call pages for `caller`? For what a menu shows."""
    return bool(ROLES_LET_IN[caller] & roles_here())


def _of_the_house(caller: Caller) -> Callable[[], ResponseReturnValue | None]:
    def gate() -> ResponseReturnValue | None:
        officer = signed_in_officer()
        if officer is None:
            here = request.full_path.rstrip("?") if request.method == "GET" else ""
            session["after_sign_in"] = here
            return redirect(url_for("officer.sign_in"), 303)
        g.officer = officer
        if must_choose_password() and request.endpoint not in CHOOSING_A_PASSWORD:
            return redirect(url_for("officer.own_password"), 303)
        if not lets_in(caller) and request.endpoint == "officer.queue":
            return redirect(url_for("officer.home"), 303)  # where everybody lands who signs in
        if not lets_in(caller):
            raise NotPermitted(f"officer {officer.id} has no role that opens {request.endpoint}")
        return None

    return gate


def _scraper() -> ResponseReturnValue | None:
    wanted = str(current_app.config.get("METRICS_TOKEN", ""))
    if not wanted:
        raise PageNotFound
    if holds_token(wanted):
        return None
    return "", 401, {"WWW-Authenticate": "Bearer"}


def holds_token(wanted: str) -> bool:
    """Does the caller bear this token? Nobody bears an empty one."""
    given = request.authorization
    token = given.token if given is not None and given.type == "bearer" else None
    return bool(wanted) and compare_digest((token or "").encode(), wanted.encode())


GATES: dict[Caller, Callable[[], ResponseReturnValue | None]] = {
    Caller.ANYONE: _anyone,
    Caller.DRIVER: _driver,
    Caller.PARTY: _party,
    Caller.SCRAPER: _scraper,
    **{caller: _of_the_house(caller) for caller in ROLES_LET_IN},
}

"""Accounts: who may sign in, as what; each change is on record and never of one's own account."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accident_service.casefile.decision import Qualification
from accident_service.casefile.roles import Role
from accident_service.casework.administer import Person
from accident_service.casework.staff_acts import LONGEST_NAME
from accident_service.casework.staff_ports import Account
from accident_service.errors import Conflict, InvalidInput
from accident_service.quantities.identifiers import OfficerId, UnitId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.admin.role_words import QUALIFICATIONS, ROLES, SHORT_ROLES
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework


@BLUEPRINT.get("/admin/people")
@open_to(Caller.ADMIN)
def people() -> str:
    """Everybody, and a form for one more."""
    return list_page({})


@BLUEPRINT.post("/admin/people")
@open_to(Caller.ADMIN)
def add_person() -> ResponseReturnValue:
    """Enter somebody; the password is shown this once."""
    user_name = request.form.get("user_name", "").strip()[:LONGEST_NAME]
    try:
        _, password = casework().administer.add(_person(), user_name, by=calling_officer())
    except InvalidInput:
        return list_page({"user_name": gettext("Fill in every field.")}, user_name), 422
    except Conflict:
        return list_page({"user_name": gettext("This name is taken.")}, user_name), 422
    return _password_page(user_name, password)


@BLUEPRINT.get("/admin/people/<officer_id>")
@open_to(Caller.ADMIN)
def person(officer_id: str) -> str:
    """One account, and what may be done with it."""
    return _person_page(OfficerId(officer_id), {})


@BLUEPRINT.post("/admin/people/<officer_id>")
@open_to(Caller.ADMIN)
def change_person(officer_id: str) -> ResponseReturnValue:
    """Another name, unit, qualification or other roles."""
    who = OfficerId(officer_id)
    try:
        casework().administer.change(who, _person(), by=calling_officer())
    except InvalidInput:
        return _person_page(who, {"name": gettext("Fill in every field.")}), 422
    return redirect(url_for("officer.people"), 303)


@BLUEPRINT.post("/admin/people/<officer_id>/active")
@open_to(Caller.ADMIN)
def switch_person(officer_id: str) -> ResponseReturnValue:
    """Let somebody sign in no more, or again."""
    active = request.form.get("active") == "yes"
    casework().administer.switch(OfficerId(officer_id), active=active, by=calling_officer())
    return redirect(url_for("officer.person", officer_id=officer_id), 303)


@BLUEPRINT.post("/admin/people/<officer_id>/password")
@open_to(Caller.ADMIN)
def new_password(officer_id: str) -> str:
    """Another password, shown this once."""
    who = OfficerId(officer_id)
    password = casework().administer.new_password(who, by=calling_officer())
    return _password_page(_account(who).user_name, password)


@BLUEPRINT.post("/admin/people/<officer_id>/device")
@open_to(Caller.ADMIN)
def forget_device(officer_id: str) -> ResponseReturnValue:
    """Forget a lost device."""
    casework().administer.forget_device(OfficerId(officer_id), by=calling_officer())
    return redirect(url_for("officer.person", officer_id=officer_id), 303)


def _person() -> Person:
    """What the form says; only what it may say is looked at.

    Raises:
        InvalidInput: A qualification or role nobody has offered.
    """
    form = request.form
    try:
        return Person(
            name=form.get("name", "").strip(),
            police_no=form.get("police_no", "").strip(),
            unit=UnitId(form.get("unit", "")),
            qualification=Qualification(form.get("qualification", "")),
            may_decide_simple_procedure=form.get("simple") == "yes",
            roles=frozenset(Role(one) for one in form.getlist("role")),
        )
    except ValueError as odd:
        raise InvalidInput(str(odd)) from odd


def _account(officer_id: OfficerId) -> Account:
    with casework().ledger.reading() as work:
        return work.staff.account(officer_id)


def list_page(
    errors: dict[str, str], user_name: str = "", unit: dict[str, str] | None = None
) -> str:
    """Everybody and every unit, with what was typed into one of the two forms and is wrong."""
    with casework().ledger.reading() as work:
        accounts, units = work.staff.accounts(), work.staff.units()
    return render_template(
        "admin/people.html",
        accounts=accounts,
        units=units,
        errors=errors,
        user_name=user_name,
        unit=unit or {},
        **WORDS,
    )


def _person_page(officer_id: OfficerId, errors: dict[str, str]) -> str:
    with casework().ledger.reading() as work:
        account, units = work.staff.account(officer_id), work.staff.units()
    return render_template(
        "admin/person.html",
        account=account,
        units=units,
        errors=errors,
        is_own=officer_id == calling_officer().id,
        has_device=casework().second_factors.is_enrolled(officer_id),
        **WORDS,
    )


def _password_page(user_name: str, password: str) -> str:
    return render_template("admin/password.html", user_name=user_name, password=password)


WORDS = {"role_words": ROLES, "short_roles": SHORT_ROLES, "qualification_words": QUALIFICATIONS}

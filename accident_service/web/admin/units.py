"""Units: one is entered on the list, and changed on a page that shows it as it is."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accident_service.casework.keep_units import unit_of
from accident_service.casework.staff_ports import Unit
from accident_service.errors import Conflict, InvalidInput
from accident_service.quantities.identifiers import UnitId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.admin.people import list_page
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework


@BLUEPRINT.post("/admin/units")
@open_to(Caller.ADMIN)
def enter_unit() -> ResponseReturnValue:
    """Enter a unit; one that is entered already is changed on its own page."""
    typed = {name: request.form.get(name, "").strip() for name in ("code", "name", "higher")}
    try:
        casework().keep_units.enter(_unit(typed["code"], typed), by=calling_officer())
    except InvalidInput:
        return list_page({"code": _odd()}, unit=typed), 422
    except Conflict:
        told = gettext("This code is entered already; change the unit on its own page.")
        return list_page({"code": told}, unit=typed), 422
    return _to_list()


@BLUEPRINT.get("/admin/units/<unit_code>")
@open_to(Caller.ADMIN)
def unit(unit_code: str) -> str:
    """One unit as it is, to be changed."""
    now = _now(unit_code)
    return _page(now, now, {})


@BLUEPRINT.post("/admin/units/<unit_code>")
@open_to(Caller.ADMIN)
def change_unit(unit_code: str) -> ResponseReturnValue:
    """Another name or another unit above; refused where a colleague was faster."""
    wanted, seen = _unit(unit_code, request.form), _unit(unit_code, request.form, "seen_")
    try:
        casework().keep_units.change(wanted, seen=seen, by=calling_officer())
    except InvalidInput:
        return _page(wanted, seen, {"name": _odd()}), 422
    except Conflict:
        told = gettext("Somebody has changed this unit meanwhile. Below it stands as it is now.")
        now = _now(unit_code)
        return _page(now, now, {"name": told}), 409
    return _to_list()


def _unit(code: str, fields: Mapping[str, str], prefix: str = "") -> Unit:
    higher = fields.get(f"{prefix}higher", "").strip()
    return Unit(
        code=UnitId(code),
        name=fields.get(f"{prefix}name", "").strip(),
        higher=UnitId(higher) if higher else None,
    )


def _now(code: str) -> Unit:
    with casework().ledger.reading() as work:
        return unit_of(work, UnitId(code))


def _odd() -> str:
    return str(gettext("A unit has a code and a name, and is not above itself."))


def _page(shown: Unit, seen: Unit, errors: dict[str, str]) -> str:
    with casework().ledger.reading() as work:
        units, accounts = work.staff.units(), work.staff.accounts()
    return render_template(
        "admin/unit.html",
        unit=shown,
        seen=seen,
        others=[one for one in units if one.code != shown.code],
        people_count=sum(one.officer.unit == shown.code for one in accounts),
        errors=errors,
    )


def _to_list() -> ResponseReturnValue:
    return redirect(url_for("officer.people", _anchor="units"), 303)

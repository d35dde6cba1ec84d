"""The call-up register (VID-16): who had which recording, why; to be looked through and taken."""

from flask import Response, render_template
from flask_babel import gettext

from accident_service.casework.call_up_ports import CallUpQuery, KeptCallUp
from accident_service.footage.camera import CameraNetwork
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.admin.days import ONE_DAY, day_begun
from accident_service.web.admin.searches import asked_for, fields_filled, page_end
from accident_service.web.csv_export import csv_response
from accident_service.web.figures import moment_exact
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace
from accident_service.web.words import NETWORKS

PAGE_LENGTH = 50
MOST_EXPORTED = 20_000
FIELDS = ("network", "words", "since", "until", "before")


@BLUEPRINT.get("/admin/call-ups")
@open_to(Caller.REGISTRAR)
def call_ups() -> str:
    """Entries, newest first; the look itself is on record."""
    asked = asked_for(FIELDS)
    found = _found(asked, PAGE_LENGTH + 1)
    return render_template(
        "admin/call_ups.html",
        asked=asked,
        entries=found[:PAGE_LENGTH],
        has_more=len(found) > PAGE_LENGTH,
        network_words=NETWORKS,
    )


@BLUEPRINT.get("/admin/call-ups.csv")
@open_to(Caller.REGISTRAR)
def call_ups_file() -> Response:
    """The entries asked for as a table; never cached, and no cell of it is a formula."""
    head = (
        gettext("Number"),
        gettext("When"),
        gettext("Case"),
        gettext("Network"),
        gettext("Camera"),
        gettext("From (camera clock)"),
        gettext("To (camera clock)"),
        gettext("Reason"),
        gettext("Unit"),
        gettext("Name"),
        gettext("Legal basis"),
        gettext("Entry required by law"),
    )
    rows = (_row(one) for one in _found(asked_for(FIELDS), MOST_EXPORTED))
    return csv_response("call-ups.csv", head, rows)


def _row(kept: KeptCallUp) -> tuple[object, ...]:
    told = kept.entry
    return (
        kept.number,
        moment_exact(told.at),
        told.tracking_code,
        str(NETWORKS[told.network]),
        f"{told.site} {told.camera}",
        moment_exact(told.from_at),
        moment_exact(told.to_at),
        told.reason,
        told.unit,
        told.name,
        told.basis,
        gettext("yes") if told.due else gettext("no"),
    )


def _found(asked: dict[str, str], limit: int) -> tuple[KeptCallUp, ...]:
    networks = {one.value: one for one in CameraNetwork}
    query = CallUpQuery(
        network=networks.get(asked["network"]),
        words=asked["words"],
        from_at=day_begun(asked["since"]),
        to_at=day_begun(asked["until"], ONE_DAY),
        before=page_end(asked["before"]),
    )
    with casework().ledger.transaction() as work:
        leave_trace(
            work,
            "view-call-ups",
            actor=f"officer:{calling_officer().id}",
            case=None,
            asked_for=fields_filled(asked),
        )
        return work.call_ups.found(query, limit=limit)

"""The rules and calendars in force, with versions and sources, and what became of old cases."""

from flask import render_template
from flask_babel import LazyString, lazy_gettext

from accident_service.footage.camera import CameraNetwork
from accident_service.footage.network import Approval, rules_of
from accident_service.liability.thresholds import DESIGN
from accident_service.web.access import Caller, open_to
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework
from accident_service.web.words import NETWORKS, STAGES

APPROVALS: dict[Approval, LazyString] = {
    Approval.STANDING: lazy_gettext("none of its own: the case is the warrant"),
    Approval.NOTICE: lazy_gettext("written notice to whoever runs the camera"),
    Approval.OWN: lazy_gettext("its owner hands it in"),
}


@BLUEPRINT.get("/admin/law")
@open_to(Caller.STAFF)
def law() -> str:
    """To look at; rules change by file and calendars by file, never on a page."""
    house = casework().house_rules
    with casework().ledger.reading() as work:
        tombstones = work.archive.tombstones()
    return render_template(
        "admin/law.html",
        house=house,
        calendar=casework().timetable.calendar,
        limits=casework().timetable.limits.rows.values(),
        tombstones=tombstones,
        stage_words=STAGES,
        design=DESIGN,
        networks={network: rules_of(network) for network in CameraNetwork},
        network_words=NETWORKS,
        approvals=APPROVALS,
    )

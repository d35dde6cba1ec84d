"""Where insurers are told of changes, and how that goes: each endpoint's health and its log."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.webhook_schedule import PAUSES_S
from accident_service.casework.watch_webhooks import LATEST
from accident_service.reports.insurers import INSURERS
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.admin.webhook_words import EVENTS, STATES, WHY_OFF
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework

INSURER_NAMES = {one.code: (one.name_zh, one.name_en) for one in INSURERS}
WORDS = {
    "event_words": EVENTS,
    "state_words": STATES,
    "off_words": WHY_OFF,
    "insurer_names": INSURER_NAMES,
    "most_tries": 1 + len(PAUSES_S),
}


@BLUEPRINT.get("/admin/webhooks")
@open_to(Caller.ADMIN)
def webhooks() -> str:
    """Every insurer's endpoints."""
    return render_template("admin/webhooks.html", watched=casework().watch_webhooks.all(), **WORDS)


@BLUEPRINT.get("/admin/webhooks/<endpoint_id>")
@open_to(Caller.ADMIN)
def webhook(endpoint_id: str) -> str:
    """One endpoint with what was sent to it, the newest first."""
    before = request.args.get("before", "")[:64] or None
    log = casework().watch_webhooks.log(endpoint_id, before=before)
    last = log.deliveries[-1][0].announcement.id if len(log.deliveries) == LATEST else None
    return render_template("admin/webhook.html", log=log, last=last, before=before, **WORDS)


@BLUEPRINT.post("/admin/webhooks/<endpoint_id>/active")
@open_to(Caller.ADMIN)
def switch_webhook(endpoint_id: str) -> ResponseReturnValue:
    """Send nothing there any more, or again."""
    active = request.form.get("active") == "yes"
    casework().watch_webhooks.switch(endpoint_id, active=active, by=calling_officer())
    return redirect(url_for("officer.webhook", endpoint_id=endpoint_id), 303)

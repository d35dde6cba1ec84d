"""Where somebody of the house begins who has no cases to work on."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accident_service.web.access import Caller, lets_in, open_to
from accident_service.web.officer.hook import BLUEPRINT


@BLUEPRINT.get("/home")
@open_to(Caller.STAFF)
def home() -> ResponseReturnValue:
    """Officers begin with the queue, heads with their unit, others with what their roles open."""
    if lets_in(Caller.OFFICER):
        return redirect(url_for("officer.queue"), 303)
    if lets_in(Caller.HEAD):
        return redirect(url_for("officer.unit_load"), 303)
    return render_template("officer/home.html")

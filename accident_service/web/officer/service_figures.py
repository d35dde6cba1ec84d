"""How the service does: waits, time limits, remote handling, the machine's record, the marks."""

from flask import render_template
from flask_babel import gettext

from accident_service.casefile.working_days import beijing_date
from accident_service.web.access import Caller, open_to
from accident_service.web.officer.city_span import asked_span
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.rule_names import rule_name
from accident_service.web.service import casework

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400


@BLUEPRINT.get("/city/figures")
@open_to(Caller.STAFF)
def service_figures() -> str:
    """The figures of a span of days, of one unit or of all."""
    asked, book = asked_span(), casework().city_book
    span = asked.span
    marks = casework().feedback.figures(since=span.from_at, until=span.to_at, unit=span.unit)
    filed = book.filed(span, beijing_date(casework().clock.now()))
    return render_template(
        "city/figures.html",
        asked=asked,
        figures=filed.service,
        weeks=filed.weeks,
        hours=book.hours(span),
        by_rule=[(f"{code} {rule_name(code)}", share) for code, share in filed.overridden_by_rule],
        by_camera=filed.overridden_by_camera,
        marks=marks,
        length=length,
    )


def length(seconds: float | None) -> str:
    """A wait in the unit that tells: seconds, minutes, hours or days."""
    if seconds is None:
        return "–"
    if seconds < 2 * MINUTE_S:
        return str(gettext("%(count)s s", count=f"{seconds:.0f}"))
    if seconds < 2 * HOUR_S:
        return str(gettext("%(count)s min", count=f"{seconds / MINUTE_S:.0f}"))
    if seconds < 2 * DAY_S:
        return str(gettext("%(count)s h", count=f"{seconds / HOUR_S:.1f}"))
    return str(gettext("%(count)s days", count=f"{seconds / DAY_S:.1f}"))

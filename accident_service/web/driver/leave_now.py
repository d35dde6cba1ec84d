"""Whether the driver may clear the road at once: which cameras look at the place."""

from collections.abc import Iterable, Mapping

from accident_service.casefile.case import Case
from accident_service.casework.find_clips import requests_for
from accident_service.casework.ports import Site
from accident_service.errors import InvalidReport, NoFootage
from accident_service.footage.camera import Camera
from accident_service.footage.search import ClipRequest
from accident_service.reports.form_fields import Form
from accident_service.reports.where_and_when import read_moment, read_place, read_time_doubt_s
from accident_service.web.language import spoken
from accident_service.web.service import casework


def covering(fields: Mapping[str, str]) -> tuple[str, ...] | None:
    """Names of the cameras that look at the place of a draft, best view first.

    Empty where none does, or none has kept the hour; None where the place is known in words
    only, so that nobody can tell yet.
    """
    form, now = Form(fields), casework().clock.now()
    place, time_doubt_s = read_place(form), read_time_doubt_s(form)
    if place.site is None and place.coordinates is None:
        return None
    try:
        occurred_at = read_moment(form.text("occurred_at"), now)
        form.refuse_if_anything_is_wrong()
        site, requests = requests_for(
            casework().sites, place, occurred_at=occurred_at, time_doubt_s=time_doubt_s, now_at=now
        )
    except InvalidReport:  # an answer was changed to something unreadable since
        return None
    except NoFootage:
        return ()
    return _names(site, requests)


def covering_case(case: Case) -> tuple[str, ...] | None:
    """The same for a report that was filed, so that its page repeats what was promised before."""
    report = case.report
    if report.place.site is None and report.place.coordinates is None:
        return None
    try:
        site, requests = requests_for(
            casework().sites,
            report.place,
            occurred_at=report.occurred_at,
            time_doubt_s=report.time_doubt_s,
            now_at=casework().clock.now(),
        )
    except NoFootage:
        return ()
    return _names(site, requests)


def _names(site: Site, requests: Iterable[ClipRequest]) -> tuple[str, ...]:
    named = {camera.id: camera for camera in site.cameras}
    return tuple(_name(named[request.camera]) for request in requests)


def _name(camera: Camera) -> str:
    return spoken(camera.name_zh, camera.name_en)

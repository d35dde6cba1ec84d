"""The hand-over sheet for who drives to the scene: where, who, and all that is known; printable."""

from contextlib import suppress
from dataclasses import dataclass

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.hand_over_scene import MEASURED, PHONE, SITE, spot_of
from accident_service.casework.ledger_ports import Step, StepProgress
from accident_service.casework.ports import Site
from accident_service.errors import Conflict, NoFootage, NotFound
from accident_service.liability.fact import Fact, Truth
from accident_service.quantities.identifiers import CaseId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.driver.answers import place_in_words
from accident_service.web.officer.case import load_case
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.parties_seen import parties_seen
from accident_service.web.officer.scene_drawing import drawn_scene
from accident_service.web.officer.wordings import CASE_WORDS
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace

KNOWN_BY = {
    MEASURED: lazy_gettext("the point of contact, as measured"),
    PHONE: lazy_gettext("as a party's phone gave it"),
    SITE: lazy_gettext("the middle of the site"),
}
SYSTEMS = {
    "wgs84": "WGS 84",
    "gcj02": "GCJ-02",
    "bd09": "BD-09",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverState:
    """How far the push is: asked for, failing, arrived; `push` is None where none was asked for."""

    push: StepProgress | None


@BLUEPRINT.context_processor
def offered() -> dict[str, object]:
    """Let the case page ask how far the push is."""
    return {"hand_over_state": hand_over_state}


def hand_over_state(case: Case) -> HandOverState:
    """How far it is."""
    with casework().ledger.reading() as work:
        steps = work.steps.progress(case.id)
    return HandOverState(push=next((one for one in steps if one.step is Step.HAND_OVER), None))


@BLUEPRINT.get("/case/<case_id>/scene")
@open_to(Caller.OFFICER)
def scene(case_id: str) -> str:
    """The sheet; it holds both parties' personal data, so that opening it is on record."""
    case = load_case(case_id)
    with casework().ledger.transaction() as work:
        leave_trace(work, "view-scene-sheet", actor=f"officer:{calling_officer().id}", case=case.id)
        seen = parties_seen(work, case, calling_officer())
    return render_template(
        "officer/scene.html",
        case=case,
        seen=seen,
        place=place_in_words(case.site or case.report.place.site, case.report.place.words),
        spot=spot_of(case, casework().sites),
        known_by=KNOWN_BY,
        systems=SYSTEMS,
        asked=case.officer_request,
        open_facts=_open_facts(case),
        has_map=_site_point(case) is not None,
        is_referred=case.stage is Stage.REFERRED,
        **CASE_WORDS,
    )


@BLUEPRINT.get("/case/<case_id>/scene.svg")
@open_to(Caller.OFFICER)
def scene_map(case_id: str) -> Response:
    """The road around the place, north up, with a cross where it happened.

    Raises:
        NotFound: The place is at no site whose road is known.
    """
    point = _site_point(load_case(case_id))
    if point is None:
        raise NotFound("no road is drawn for this place")
    return Response(drawn_scene(*point), mimetype="image/svg+xml")


@BLUEPRINT.post("/case/<case_id>/scene")
@open_to(Caller.OFFICER)
def take_over(case_id: str) -> ResponseReturnValue:
    """Say that one goes there; who comes second reads who went."""
    with suppress(Conflict):
        casework().take_over(CaseId(case_id), calling_officer())
    return redirect(url_for("officer.scene", case_id=case_id, _anchor="push"), 303)


def _open_facts(case: Case) -> tuple[Fact, ...]:
    """What the recording leaves open, to be looked for on the spot."""
    facts = case.proposal.facts if case.proposal else ()
    return tuple(one for one in facts if one.truth is Truth.UNKNOWN and one.sentence_zh)


def _site_point(case: Case) -> tuple[Site, float, float] | None:
    analysis, sites = case.primary_analysis, casework().sites
    try:
        if analysis and analysis.contact and case.site:
            return sites.site(case.site), analysis.contact.x_m, analysis.contact.y_m
        site, (x_m, y_m), _sigma_m = sites.locate(case.report.place)
    except (NoFootage, NotFound):
        return None
    return site, x_m, y_m

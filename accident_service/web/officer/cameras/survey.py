"""One camera: what is known of it, and its survey, to be looked at, tried and kept."""

from dataclasses import dataclass

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString

from accident_service.casework.camera_ports import CameraKey, KeptSurvey
from accident_service.casework.ports import Site
from accident_service.casework.survey_camera import JudgedSurvey
from accident_service.errors import CalibrationUnreliable, NotFound
from accident_service.footage.camera import Camera
from accident_service.quantities.identifiers import CameraId, SiteId
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.web.access import Caller, calling_officer, lets_in, open_to
from accident_service.web.officer.cameras.judgement import (
    UNPLACED,
    advice_of,
    grid_of,
    judgement,
    marks_judged,
)
from accident_service.web.officer.cameras.marks import (
    METRES,
    READ_AS,
    TypedMarks,
    marks_of_table,
    rows_of,
    table_of,
    typed_marks,
)
from accident_service.web.officer.cameras.rows import FAILURES, HEALTHS, CameraRow
from accident_service.web.officer.cameras.stills import LATEST_CLIPS, REFUSALS
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.review.numbers import points_m
from accident_service.web.officer.review.road import road_of
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace
from accident_service.web.words import NETWORKS

LONGEST_NOTE = 400
LARGEST_TABLE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The marks on the page and what they come to, where they come to anything."""

    rows: tuple[tuple[str, ...], ...]
    survey: Survey
    judged: JudgedSurvey | None
    complaint: LazyString | None = None
    wrong_rows: frozenset[int] = frozenset()
    read_as: str = METRES


@BLUEPRINT.get("/cameras/<site_id>/<camera_id>")
@open_to(Caller.STAFF)
def camera(site_id: str, camera_id: str) -> str:
    """The camera with its survey in force, or another version that is asked for."""
    key, site, found = _found(site_id, camera_id)
    version = request.args.get("version", type=int)
    versions = casework().survey_camera.versions(key)
    shown = next((one for one in versions if version in (None, one.version)), None)
    if shown is None and version is not None:
        raise NotFound(f"camera {camera_id} has no survey {version}")
    survey = shown.survey if shown else Survey(found.image_size, ())
    tried = Tried(rows=rows_of(survey), survey=survey, judged=_judged(found, survey))
    return _page(key, site, found, tried=tried, shown=shown)


@BLUEPRINT.post("/cameras/<site_id>/<camera_id>")
@open_to(Caller.SURVEYOR)
def try_survey(site_id: str, camera_id: str) -> ResponseReturnValue:
    """Try the marks typed, read them from a table, or keep them as the next version."""
    key, site, found = _found(site_id, camera_id)
    typed = _typed(site, found)
    wanted = request.form.get("do", "try")
    judged = _judged(found, typed.survey) if typed.is_right else None
    tried = Tried(
        rows=typed.rows,
        survey=typed.survey,
        judged=judged,
        complaint=typed.complaint or (None if judged else UNPLACED),
        wrong_rows=typed.wrong_rows,
        read_as=request.form.get("read_as", METRES) if typed.wrong_rows else METRES,
    )
    if wanted != "keep" or judged is None:
        status = 422 if wanted == "keep" else 200
        return _page(key, site, found, tried=tried, shown=None), status
    kept = casework().survey_camera.keep(
        key,
        typed.survey,
        calling_officer(),
        note=request.form.get("note", "").strip()[:LONGEST_NOTE],
        seen_version=request.form.get("seen_version", -1, type=int),
    )
    here = url_for("officer.camera", site_id=site_id, camera_id=camera_id, kept=kept.version)
    return redirect(here, 303)


@BLUEPRINT.post("/cameras/<site_id>/<camera_id>/marks.json")
@open_to(Caller.SURVEYOR)
def judge_marks(site_id: str, camera_id: str) -> ResponseReturnValue:
    """What the marks of the form come to, for the script that shows it while one is dragged."""
    _key, site, found = _found(site_id, camera_id)
    typed = typed_marks(request.form, site, found.image_size)
    dragging = request.form.get("dragging") == "yes"
    try:
        judged = casework().survey_camera.judged(found, typed.survey, dragging=dragging)
    except CalibrationUnreliable:
        return jsonify(placed=False, complaint=str(typed.complaint or UNPLACED))
    document = judgement(typed.survey, judged, dragging=dragging)
    rows = rows_of(typed.survey) if typed.is_right else None
    complaint = str(typed.complaint) if typed.complaint else ""
    return jsonify(placed=True, complaint=complaint, rows=rows, **document)


@BLUEPRINT.get("/cameras/<site_id>/<camera_id>/marks.csv")
@open_to(Caller.STAFF)
def survey_table(site_id: str, camera_id: str) -> Response:
    """The marks of a version as `camera calibrate` reads them."""
    key, _site, _camera = _found(site_id, camera_id)
    version = request.args.get("version", type=int)
    for one in casework().survey_camera.versions(key):
        if version in (None, one.version):
            answer = Response(table_of(one.survey), mimetype="text/csv")
            name = f"survey-v{one.version}.csv"
            answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return answer
    raise NotFound(f"camera {camera_id} has no such survey")


def _found(site_id: str, camera_id: str) -> tuple[CameraKey, Site, Camera]:
    key = CameraKey(SiteId(site_id), CameraId(camera_id))
    return key, *casework().survey_camera.camera(key)


def _typed(site: Site, found: Camera) -> TypedMarks:
    table = request.files.get("table")
    if request.form.get("do") == "read" and table is not None and table.filename:
        text = table.read(LARGEST_TABLE_BYTES).decode("utf-8-sig", errors="replace")
        return marks_of_table(text, site, found.image_size)
    return typed_marks(request.form, site, found.image_size)


def _judged(found: Camera, survey: Survey) -> JudgedSurvey | None:
    if not survey.points:
        return None
    try:
        return casework().survey_camera.judged(found, survey)
    except CalibrationUnreliable:
        return None


def _page(
    key: CameraKey, site: Site, found: Camera, *, tried: Tried, shown: KeptSurvey | None
) -> str:
    surveys, diary = casework().survey_camera, casework().camera_diary
    stills = casework().survey_book.stills(key)
    if stills:
        _note_look(key)
    watched = casework().watch_cameras.one(key)
    chosen = request.values.get("still", "")
    versions = surveys.versions(key)
    return render_template(
        "officer/cameras/survey.html",
        key=key,
        site=site,
        camera=found,
        row=CameraRow(watched, casework().clock.now()),
        tried=tried,
        shown=shown,
        marks=marks_judged(tried.judged) if tried.judged else [],
        advice=advice_of(tried.survey, tried.judged) if tried.judged else [],
        grid=grid_of(tried.judged) if tried.judged else [],
        versions=versions,
        seen_version=max((one.version for one in versions), default=0),
        kept=request.args.get("kept", type=int),
        stills=stills,
        refused=REFUSALS.get(request.args.get("refused", "")),
        still=next(
            (one for one in stills if one.picture.sha256 == chosen), next(iter(stills), None)
        ),
        clips=[one for one in diary.readings(key, limit=LATEST_CLIPS) if one.measured],
        affected=surveys.measured_before(key),
        may_survey=lets_in(Caller.SURVEYOR),
        read_as_words=READ_AS,
        plan={
            "road": road_of(site.road_map),
            "field_of_view": points_m(found.field_of_view.exterior.coords),
            "camera": [found.position.x_m, found.position.y_m],
        },
        networks=NETWORKS,
        health_words=HEALTHS,
        failure_words=FAILURES,
    )


def _note_look(key: CameraKey) -> None:
    with casework().ledger.transaction() as work:
        leave_trace(
            work,
            "view-still",
            actor=f"officer:{calling_officer().id}",
            case=None,
            site=key.site,
            camera=key.camera,
        )

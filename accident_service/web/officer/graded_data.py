"""What might have been at other speeds and reactions, asked for when an officer unfolds it."""

import json

from flask import Response

from accident_service.casefile.case import Case
from accident_service.casework.graded_courses import GradedCourse, GradedCourses, graded_courses
from accident_service.liability.robustness.graded import Step
from accident_service.quantities.identifiers import CaseId
from accident_service.web.access import Caller, open_to
from accident_service.web.downloads import NEVER_CACHED
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.last_documents import last_documents
from accident_service.web.officer.review.numbers import (
    ANGLE_DECIMALS,
    LENGTH_DECIMALS,
    SPEED_DECIMALS,
    TIME_DECIMALS,
    Json,
    length_m,
    rounded,
)
from accident_service.web.service import casework


@BLUEPRINT.get("/case/<case_id>/suppositions.json")
@open_to(Caller.OFFICER)
def suppositions(case_id: str) -> Response:
    """Every supposition with a number, in steps; no picture is in it, so no opening is noted."""
    with casework().ledger.reading() as work:
        case = work.cases.load(CaseId(case_id))
    response = Response(_document(case), mimetype="application/json")
    response.headers["Cache-Control"] = NEVER_CACHED
    return response


def _document(case: Case) -> bytes:
    """The answer for this version of the case, made once: sixteen worlds for every step."""
    measured_from = tuple(one.result.sha256 for one in case.analyses)
    made_from = ("suppositions", case.id, case.version, case.proposal_revision, measured_from)
    return last_documents().made_from(made_from, lambda: _made(case))


def _made(case: Case) -> bytes:
    found = [_supposition(one) for one in graded_courses(case, casework().correct_case.proposals)]
    document = {"version": case.version, "suppositions": found}
    return json.dumps(document, separators=(",", ":"), allow_nan=False).encode()


def _supposition(graded: GradedCourses) -> Json:
    one = graded.supposition
    return {
        "graded": one.graded.value,
        "track": str(one.party),
        "usual": None if one.usual is None else round(one.usual, SPEED_DECIMALS + 1),
        "steps": [
            _step(step, course) for step, course in zip(one.steps, graded.courses, strict=True)
        ],
    }


def _step(step: Step, course: GradedCourse) -> Json:
    return {
        "value": round(step.value, SPEED_DECIMALS + 1),
        "gap_m": [length_m(step.gap_m.low), length_m(step.gap_m.high)],
        "avoided": step.avoided.value,
        "nearing": step.nearing,
        "t_s": rounded(course.pts_s, TIME_DECIMALS),
        "x_m": rounded(course.xy_m[:, 0], LENGTH_DECIMALS),
        "y_m": rounded(course.xy_m[:, 1], LENGTH_DECIMALS),
        "heading_rad": rounded(course.heading_rad, ANGLE_DECIMALS),
    }

"""What the officer's review screen is drawn from, in one request."""

import json

from flask import Response

from accident_service.casefile.case import Case
from accident_service.casework.supposed_courses import supposed_courses
from accident_service.quantities.identifiers import CaseId, ClipId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.downloads import NEVER_CACHED
from accident_service.web.officer.frames import begin_look, frame_address
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.last_documents import last_documents
from accident_service.web.officer.review.cameras import Addresses
from accident_service.web.officer.review.document import review_document
from accident_service.web.service import casework


@BLUEPRINT.get("/case/<case_id>/review.json")
@open_to(Caller.OFFICER)
def review_data(case_id: str) -> Response:
    """The measured scene of the case; opening it is on record, once."""
    viewer = f"officer:{calling_officer().id}"
    case = casework().view_review.opened(CaseId(case_id), viewer=viewer)
    begin_look(case_id, tuple(one.clip for one in case.analyses))
    casework().view_review.frames.warm(case)
    response = Response(_document(case), mimetype="application/json")
    response.headers["Cache-Control"] = NEVER_CACHED
    return response


def _document(case: Case) -> bytes:
    """The document of this version of the case, made once."""
    made_from = (
        case.id,
        case.version,
        case.proposal_revision,
        tuple(one.result.sha256 for one in case.analyses),
        tuple(one.picture_log for one in case.analyses),
    )
    return last_documents().made_from(made_from, lambda: _made(case))


def _made(case: Case) -> bytes:
    courses = supposed_courses(case, casework().correct_case.proposals)
    document = review_document(casework().view_review.material(case), _addresses(case), courses)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def _addresses(case: Case) -> Addresses:
    def frame(clip: ClipId) -> str:
        return frame_address(case.id, clip, "{index}")

    def video(clip: ClipId) -> str:
        return f"/officer/case/{case.id}/clip/{clip}.mp4"

    return Addresses(frame, video)

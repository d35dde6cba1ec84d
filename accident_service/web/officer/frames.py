"""Single pictures of a clip as they were analysed, and the clip as a film for context."""

import hashlib

from flask import Response, jsonify, request, send_file, session
from flask.typing import ResponseReturnValue

from accident_service.casework.view_frames import FrameKind
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, ClipId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.downloads import NEVER_CACHED
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework

# A browser may keep a picture it has shown, and has to come through the gate to show it again.
ASKED_EACH_TIME = "private, no-cache"
KINDS = {"jpg": FrameKind.JPEG, "png": FrameKind.PNG}
FILM_WAIT_S = 2
# What this browser has looked at since it signed in, so that a look is on record once.
LOOKED_AT = "looked-at"
MOST_LOOKS = 40


@BLUEPRINT.get("/case/<case_id>/frame/<clip>/<int:index>.<suffix>")
@open_to(Caller.OFFICER)
def frame(case_id: str, clip: str, index: int, suffix: str) -> Response:
    """One analysed picture, undrawn upon, with its time and the hash of its luma."""
    kind = KINDS.get(suffix)
    if kind is None:
        raise NotFound(f"pictures are handed out as {', '.join(KINDS)}, not {suffix!r}")
    cut = casework().view_review.frames.picture(CaseId(case_id), ClipId(clip), index, kind)
    _note_once(case_id, clip, "view-frames")
    response = Response(cut.content, mimetype=kind.value)
    response.headers["Cache-Control"] = ASKED_EACH_TIME
    response.headers["X-Frame-Pts"] = f"{cut.pts_s:.6f}"
    response.headers["X-Frame-Sha256"] = cut.luma_sha256
    response.set_etag(f"{cut.luma_sha256}{kind.suffix}")
    response.make_conditional(request)
    return response


@BLUEPRINT.get("/case/<case_id>/clip/<clip>.mp4")
@open_to(Caller.OFFICER)
def clip_film(case_id: str, clip: str) -> ResponseReturnValue:
    """The clip as a small film; 202 and when to ask again while it is being made."""
    path, original = casework().view_review.frames.film(CaseId(case_id), ClipId(clip))
    if path is None:
        waiting = jsonify(ready=False)
        waiting.headers["Retry-After"] = str(FILM_WAIT_S)
        waiting.headers["Cache-Control"] = NEVER_CACHED
        return waiting, 202
    _note_once(case_id, clip, "play-clip")
    response = send_file(path, mimetype="video/mp4", conditional=True, etag=False)
    response.headers["Cache-Control"] = NEVER_CACHED
    response.headers["X-Original-Sha256"] = original.sha256
    return response


def frame_address(case_id: CaseId, clip: ClipId, index: int | str) -> str:
    """Where a picture is; `index` may stand for any."""
    return f"/officer/case/{case_id}/frame/{clip}/{index}.jpg"


def begin_look(case_id: str, clips: tuple[ClipId, ...]) -> None:
    """The opening of the review is on record: its pictures need no line of their own."""
    for clip in clips:
        _remember(_look(case_id, clip, "view-frames"))


def _note_once(case_id: str, clip: str, verb: str) -> None:
    """Put the look on record unless this browser's is already."""
    look = _look(case_id, clip, verb)
    if look in session.get(LOOKED_AT, []):
        return
    viewer = f"officer:{calling_officer().id}"
    casework().view_review.frames.note(CaseId(case_id), ClipId(clip), verb=verb, viewer=viewer)
    _remember(look)


def _remember(look: str) -> None:
    others = [one for one in session.get(LOOKED_AT, []) if one != look]
    session[LOOKED_AT] = [*others, look][-MOST_LOOKS:]


def _look(case_id: str, clip: str, verb: str) -> str:
    """A short name for it: the cookie it is kept in is small."""
    names = f"{calling_officer().id} {case_id} {clip} {verb}"
    return hashlib.sha256(names.encode()).hexdigest()[:12]

"""The parties' own recordings as an officer looks at them: as a film, and picture by picture.

For looking, not for measuring: the camera moves. Stepping works without script; opening the page
is on record, stepping adds nothing.
"""

from flask import Response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.case import Case
from accident_service.casefile.hand_in_recording import recording_for
from accident_service.casefile.own_recording import OwnRecording
from accident_service.casefile.pictures import ClipPictures
from accident_service.errors import ClipUnreadable
from accident_service.quantities.identifiers import CaseId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.downloads import NEVER_CACHED
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework
from accident_service.web.words import PARTIES

STEPS_S = (-5.0, -1.0, 1.0, 5.0)


@BLUEPRINT.get("/case/<case_id>/recording/<recording_id>")
@open_to(Caller.OFFICER)
def own_recording(case_id: str, recording_id: str) -> str:
    """The film, and the exact picture nearest to the moment asked for."""
    case, recording = _found(case_id, recording_id)
    if "at" not in request.args and "picture" not in request.args:
        viewer = f"officer:{calling_officer().id}"
        casework().view_recording.note(case.id, recording, viewer=viewer)
    try:
        pictures, unreadable = casework().view_recording.pictures(recording), False
    except ClipUnreadable:
        pictures, unreadable = None, True
    index = _asked(pictures) if pictures and pictures.pts_s else None
    return render_template(
        "officer/recording.html",
        case=case,
        recording=recording,
        number=case.own_recordings.index(recording) + 1,
        pictures=pictures,
        index=index,
        moves=_moves(pictures, index) if pictures and index is not None else {},
        unreadable=unreadable,
        party_words=PARTIES,
    )


@BLUEPRINT.get("/case/<case_id>/recording/<recording_id>/film.mp4")
@open_to(Caller.OFFICER)
def own_recording_film(case_id: str, recording_id: str) -> ResponseReturnValue:
    """The film; 202 while it is being made."""
    _, recording = _found(case_id, recording_id)
    path = casework().view_recording.film(recording)
    if path is None:
        return Response(status=202, headers={"Cache-Control": NEVER_CACHED, "Retry-After": "5"})
    response = send_file(path, mimetype="video/mp4", conditional=True, etag=False)
    response.headers["Cache-Control"] = NEVER_CACHED
    response.headers["X-Original-Sha256"] = recording.original.sha256
    return response


@BLUEPRINT.get("/case/<case_id>/recording/<recording_id>/<int:index>.jpg")
@open_to(Caller.OFFICER)
def own_recording_picture(case_id: str, recording_id: str, index: int) -> Response:
    """One picture as it is decoded from front to back, with its time and hash."""
    _, recording = _found(case_id, recording_id)
    cut = casework().view_recording.picture(recording, index)
    response = Response(cut.content, mimetype=cut.kind.value)
    response.headers["Cache-Control"] = NEVER_CACHED
    response.headers["X-Frame-Pts"] = f"{cut.pts_s:.6f}"
    response.headers["X-Frame-Sha256"] = cut.luma_sha256
    return response


def _found(case_id: str, recording_id: str) -> tuple[Case, OwnRecording]:
    with casework().ledger.reading() as work:
        case = work.cases.load(CaseId(case_id))
    return case, recording_for(case, recording_id, None)


def _asked(pictures: ClipPictures) -> int:
    """The picture asked for by its number, or by a moment; the first, where neither is said."""
    number = request.args.get("picture", "")
    if number.isascii() and number.isdecimal() and len(number) <= 9:
        return min(int(number), len(pictures.pts_s) - 1)
    try:
        return pictures.nearest(float(request.args.get("at", "0")))
    except (ValueError, OverflowError):
        return 0


def _moves(pictures: ClipPictures, index: int) -> dict[str, str]:
    """Where each button leads; none where there is nothing on that side."""
    last, here_s = len(pictures.pts_s) - 1, pictures.pts_s[index]
    wanted = {"previous": index - 1, "next": index + 1}
    for step_s in STEPS_S:
        wanted[f"{step_s:+.0f}"] = pictures.nearest(here_s + step_s)
    arguments = {**(request.view_args or {})}
    return {
        name: url_for("officer.own_recording", **arguments, picture=to, _anchor="picture")
        for name, to in wanted.items()
        if 0 <= to <= last and to != index
    }

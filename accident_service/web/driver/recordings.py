"""A party's own recordings of the accident: handing one in, and looking at what may be seen."""

import hashlib
from functools import partial
from typing import IO

from flask import Response, redirect, render_template, request, send_file, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from accident_service.casefile.hand_in_recording import recording_for, recordings_for
from accident_service.casefile.own_recording import MOST_RECORDINGS
from accident_service.casefile.photo import CLOSED_TO_PHOTOS
from accident_service.casework.receive_recording import LARGEST_RECORDING_BYTES
from accident_service.casework.recording_ports import RecordingVerdict
from accident_service.errors import ClipUnreadable, RecordingRefused
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.downloads import NEVER_CACHED
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.recording_uploads import new_recording
from accident_service.web.driver.recording_words import refusal_of_recording
from accident_service.web.service import casework

# A form without script holds a worker and a temporary file from its first byte to its last.
LARGEST_PLAIN_BYTES = 150 * 2**20
PIECE_BYTES = 2**18
TOLD = "recording_told"


@BLUEPRINT.get("/case/<tracking_code>/recordings")
@open_to(Caller.PARTY)
def case_recordings() -> str:
    """What this party has handed in, a form for more, and later the other party's."""
    case, me = case_in_address(), calling_party().letter
    seen = recordings_for(case, me)
    mine = [one for one in seen if one.letter is me]
    told = session.pop(TOLD, "")
    return render_template(
        "driver/recordings.html",
        case=case,
        mine=mine,
        theirs=[one for one in seen if one.letter is not me],
        may_add=case.stage not in CLOSED_TO_PHOTOS and len(mine) < MOST_RECORDINGS,
        is_open=case.stage not in CLOSED_TO_PHOTOS,
        told=refusal_of_recording(told) if told else "",
        largest_plain_mb=LARGEST_PLAIN_BYTES // 2**20,
        largest_bytes=LARGEST_RECORDING_BYTES,
        recording_too_large=refusal_of_recording(RecordingVerdict.TOO_LARGE),
        no_consent=refusal_of_recording(RecordingVerdict.NO_CONSENT),
    )


@BLUEPRINT.post("/case/<tracking_code>/recordings")
@open_to(Caller.PARTY, largest_form_bytes=LARGEST_PLAIN_BYTES)
def send_recording() -> ResponseReturnValue:
    """One recording by a plain form."""
    sent = request.files.get("recording")
    if sent is not None and sent.filename:
        session[TOLD] = _taken(sent)
    else:
        session[TOLD] = RecordingVerdict.EMPTY.value
    here = url_for("driver.case_recordings", tracking_code=case_in_address().tracking_code)
    return redirect(here, 303)


@BLUEPRINT.get("/case/<tracking_code>/recording/<recording_id>")
@open_to(Caller.PARTY)
def watch_recording(recording_id: str) -> str:
    """One recording as a film; the look is on record."""
    case, me = case_in_address(), calling_party().letter
    recording = recording_for(case, recording_id, me)
    view = casework().view_recording
    view.note(case.id, recording, viewer=f"driver:{me}")
    try:
        ready, unreadable = view.film(recording) is not None, False
    except ClipUnreadable:
        ready, unreadable = False, True
    return render_template(
        "driver/recording.html",
        case=case,
        recording=recording,
        is_mine=recording.letter is me,
        ready=ready,
        unreadable=unreadable,
    )


@BLUEPRINT.get("/case/<tracking_code>/recording/<recording_id>/film.mp4")
@open_to(Caller.PARTY)
def recording_film(recording_id: str) -> ResponseReturnValue:
    """The film; 202 while it is being made."""
    recording = recording_for(case_in_address(), recording_id, calling_party().letter)
    path = casework().view_recording.film(recording)
    if path is None:
        return Response(status=202, headers={"Cache-Control": NEVER_CACHED, "Retry-After": "5"})
    response = send_file(path, mimetype="video/mp4", conditional=True, etag=False)
    response.headers["Cache-Control"] = NEVER_CACHED
    return response


def _taken(sent: FileStorage) -> str:
    """Receive the file; the code of what is wrong with it, empty where nothing is."""
    receive = casework().receive_recording
    key, length_bytes = _measured(sent.stream)
    consented = request.form.get("consent") == "yes"
    try:
        upload = receive.begin(new_recording(key, length_bytes, consented=consented))
        sent.stream.seek(upload.offset_bytes)
        pieces = iter(partial(sent.stream.read, PIECE_BYTES), b"")
        receive.receive(upload, upload.offset_bytes, pieces)
    except RecordingRefused as refusal:
        return refusal.verdict
    return ""


def _measured(stream: IO[bytes]) -> tuple[str, int]:
    """A key of the file's content, so that the same file twice is one recording; its length."""
    digest, length_bytes = hashlib.sha256(), 0
    for piece in iter(partial(stream.read, PIECE_BYTES), b""):
        digest.update(piece)
        length_bytes += len(piece)
    return digest.hexdigest(), length_bytes

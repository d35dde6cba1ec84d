"""A party's own recording sent in pieces: the tus protocol 1.0.0, like photographs."""

from flask import Response, request, url_for

from accident_service.casework.photo_ports import Upload
from accident_service.casework.receive_recording import LARGEST_RECORDING_BYTES, NewRecording
from accident_service.errors import RecordingRefused
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.recording_words import refusal_of_recording
from accident_service.web.driver.tus import (
    OFFSETS,
    TUS,
    begun_at,
    key_in,
    metadata_in,
    number_in,
    pieces_of_body,
    refused_in,
    stands_at,
    taken_to,
)
from accident_service.web.service import casework
from accident_service.web.throttle import LIMITER, PHOTOS_PER_PHONE, by_phone
from accident_service.web.visitor import verified_phone

HERE = "/case/<tracking_code>/recording-uploads"


@BLUEPRINT.post(HERE)
@open_to(Caller.PARTY)
@LIMITER.limit(PHOTOS_PER_PHONE, key_func=by_phone("recordings"))
def begin_recording() -> Response:
    """Create an upload, or find the one this phone created under the same key."""
    told = metadata_in(request.headers.get("Upload-Metadata", ""))
    key = key_in(told)
    receive = casework().receive_recording
    length_bytes, consented = number_in("Upload-Length"), told.get("consent") == "yes"
    try:
        upload = receive.begin(new_recording(key, length_bytes, consented=consented))
        upload = receive.finish(upload)  # refused before: say so at once
    except RecordingRefused as refusal:
        return refused_in(refusal_of_recording(refusal.verdict))
    code = case_in_address().tracking_code
    here = url_for("driver.recording_state", tracking_code=code, upload_id=upload.id)
    return begun_at(here, upload)


@BLUEPRINT.route(f"{HERE}/<upload_id>", methods=["HEAD"])
@open_to(Caller.PARTY)
def recording_state(upload_id: str) -> Response:
    """How far it has come; one that was left whole is taken in now."""
    return stands_at(casework().receive_recording.finish(_own(upload_id)))


@BLUEPRINT.patch(f"{HERE}/<upload_id>")
@open_to(Caller.PARTY, largest_form_bytes=LARGEST_RECORDING_BYTES)
def go_on_recording(upload_id: str) -> Response:
    """Take the next piece; with the last one it is sealed and in the case."""
    if request.mimetype != OFFSETS:
        return Response(status=415, headers=TUS)
    try:
        upload = casework().receive_recording.receive(
            _own(upload_id), number_in("Upload-Offset"), pieces_of_body()
        )
    except RecordingRefused as refusal:
        return refused_in(refusal_of_recording(refusal.verdict))
    return taken_to(upload)


@BLUEPRINT.delete(f"{HERE}/<upload_id>")
@open_to(Caller.PARTY)
def give_up_recording(upload_id: str) -> Response:
    """Forget it, as long as it is not part of the case."""
    casework().receive_recording.give_up(_own(upload_id))
    return Response(status=204, headers=TUS)


def new_recording(key: str, length_bytes: int, *, consented: bool) -> NewRecording:
    """What this party is about to send to the case in the address."""
    return NewRecording(
        case=case_in_address(),
        letter=calling_party().letter,
        phone=verified_phone() or "",
        key=key,
        length_bytes=length_bytes,
        consented=consented,
    )


def _own(upload_id: str) -> Upload:
    return casework().receive_recording.upload(upload_id, verified_phone() or "")

"""Photographs sent in pieces: the tus protocol 1.0.0 (tus.io), with creation and termination.

A phone that lost its line asks how far it came (HEAD) and goes on from there (PATCH). What
belongs to whom is the phone's verified number; the key in the metadata is the phone's own
name for the photograph, so that creating it twice creates it once.
"""

from flask import Response, request, url_for

from accident_service.casefile.photo import Shot
from accident_service.casework.photo_ports import Upload
from accident_service.casework.receive_photos import (
    LARGEST_PHOTO_BYTES,
    NewPhoto,
    case_of_folder,
)
from accident_service.errors import PhotoRefused
from accident_service.web.access import Caller, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.photo_desk import purpose_of
from accident_service.web.driver.photo_words import refusal_in_words
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


@BLUEPRINT.post("/uploads")
@open_to(Caller.DRIVER)
@LIMITER.limit(PHOTOS_PER_PHONE, key_func=by_phone("photos"))
def begin_upload() -> Response:
    """Create an upload, or find the one this phone created under the same key."""
    told = metadata_in(request.headers.get("Upload-Metadata", ""))
    purpose = purpose_of(told.get("into", ""))
    new = NewPhoto(
        phone=verified_phone() or "",
        folder=purpose.folder,
        key=key_in(told),
        shot=shot_named(told.get("shot", "")),
        length_bytes=number_in("Upload-Length"),
    )
    try:
        upload = casework().receive_photos.begin(new, had_already=purpose.in_case)
        upload = casework().receive_photos.finish(upload)  # refused before: say so at once
    except PhotoRefused as refusal:
        return refused_in(refusal_in_words(refusal.verdict))
    return begun_at(url_for("driver.upload_state", upload_id=upload.id), upload)


@BLUEPRINT.route("/uploads/<upload_id>", methods=["HEAD"])
@open_to(Caller.DRIVER)
def upload_state(upload_id: str) -> Response:
    """How far it has come; one that was left whole but unread is read now."""
    upload = casework().receive_photos.finish(_own(upload_id))
    if upload.facts is not None:
        into_its_case(upload_id)
    return stands_at(upload)


@BLUEPRINT.patch("/uploads/<upload_id>")
@open_to(Caller.DRIVER, largest_form_bytes=LARGEST_PHOTO_BYTES)
def go_on_uploading(upload_id: str) -> Response:
    """Take the next piece; the last one seals the photograph and has it read."""
    if request.mimetype != OFFSETS:
        return Response(status=415, headers=TUS)
    try:
        upload = casework().receive_photos.receive(
            _own(upload_id), number_in("Upload-Offset"), pieces_of_body()
        )
    except PhotoRefused as refusal:
        return refused_in(refusal_in_words(refusal.verdict))
    if upload.facts is not None:
        into_its_case(upload_id)
    return taken_to(upload)


@BLUEPRINT.delete("/uploads/<upload_id>")
@open_to(Caller.DRIVER)
def give_up_upload(upload_id: str) -> Response:
    """Forget it, as long as it is not part of a case."""
    casework().receive_photos.remove(_own(upload_id))
    return Response(status=204, headers=TUS)


def into_its_case(upload_id: str) -> None:
    """Put what has arrived into its case, if it is for one by now.

    Raises:
        StepOutOfOrder: The case was decided meanwhile.
        BlobStoreUnavailable: It waits in the spool.
    """
    belongs_to = case_of_folder(_own(upload_id).folder)
    if belongs_to is not None:
        casework().take_photos.into_case(*belongs_to)


def shot_named(code: str) -> Shot:
    """The kind of photograph; one this does not know is "anything else"."""
    return Shot(code) if code in set(Shot) else Shot.OTHER


def _own(upload_id: str) -> Upload:
    return casework().receive_photos.upload(upload_id, verified_phone() or "")

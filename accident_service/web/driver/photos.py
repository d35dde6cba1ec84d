"""Pages of photographs: sending them by a plain form, looking at one's own, adding later."""

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import IO

from flask import Response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from accident_service.casefile.photo import CLOSED_TO_PHOTOS, MOST_PHOTOS, SHOWN_TO_BOTH, in_order
from accident_service.casework.receive_photos import LARGEST_PHOTO_BYTES, NewPhoto
from accident_service.errors import PhotoRefused
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.downloads import NEVER_CACHED
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.photo_desk import (
    Purpose,
    desk_of_case,
    into_case_if_possible,
    purpose_of,
)
from accident_service.web.driver.photo_words import refusal_in_words
from accident_service.web.driver.uploads import into_its_case, shot_named
from accident_service.web.service import casework
from accident_service.web.visitor import verified_phone

LARGEST_SENDING_BYTES = 4 * LARGEST_PHOTO_BYTES + 2**20  # a form without script
PIECE_BYTES = 64 * 2**10
LONGEST_NAME = 80
TOLD = "photos_told"


@BLUEPRINT.get("/case/<tracking_code>/photos")
@open_to(Caller.PARTY)
def case_photos() -> str:
    """A party's photographs of their case, to look at and add to; in the end both parties'."""
    me = calling_party()
    case = into_case_if_possible(case_in_address(), me.letter)
    theirs = [one for one in case.photos if one.letter is not me.letter]
    return render_template(
        "driver/photos.html",
        case=case,
        desk=desk_of_case(case, me.letter),
        may_add=case.stage not in CLOSED_TO_PHOTOS,
        theirs=in_order(theirs) if case.stage in SHOWN_TO_BOTH else (),
    )


@BLUEPRINT.get("/case/<tracking_code>/photo/<photo_id>")
@open_to(Caller.PARTY)
def case_photo(photo_id: str) -> Response:
    """One photograph of the case; the view is logged."""
    letter = calling_party().letter
    content, media_type = casework().take_photos.shown(
        case_in_address(), photo_id, viewer=f"driver:{letter}", letter=letter
    )
    return _picture(content, media_type)


@BLUEPRINT.get("/photos/<upload_id>")
@open_to(Caller.DRIVER)
def waiting_photo(upload_id: str) -> Response:
    """A photograph that has arrived and is not part of a case yet, for its sender only."""
    receive = casework().receive_photos
    return _picture(receive.picture(receive.upload(upload_id, verified_phone() or "")))


@BLUEPRINT.post("/photos")
@open_to(Caller.DRIVER, largest_form_bytes=LARGEST_SENDING_BYTES)
def send_photos() -> ResponseReturnValue:
    """Several photographs of one kind by a plain form; what is wrong with one keeps none back."""
    purpose = purpose_of(request.form.get("into", ""))
    told = []
    for sent in request.files.getlist("photos")[:MOST_PHOTOS]:
        if sent.filename:  # a form sent without a file has one without a name
            told += _taken(purpose, sent)
    session[TOLD] = told
    return redirect(purpose.page, 303)


@BLUEPRINT.post("/photos/remove")
@open_to(Caller.DRIVER, largest_form_bytes=LARGEST_SENDING_BYTES)
def remove_photo() -> ResponseReturnValue:
    """Take back a photograph of a report or account that is not filed yet."""
    purpose = purpose_of(request.form.get("into", ""))
    receive = casework().receive_photos
    upload = receive.upload(request.form.get("remove", ""), verified_phone() or "")
    if upload.folder == purpose.folder and purpose.case is None:
        receive.remove(upload)
    return redirect(purpose.page, 303)


def told_of_photos() -> list[list[str]]:
    """What was wrong with photographs just sent by the form: (name, why); said once."""
    told = session.pop(TOLD, [])
    return [[name, refusal_in_words(verdict)] for name, verdict in told]


def _taken(purpose: Purpose, sent: FileStorage) -> list[list[str]]:
    """Receive one file; what is wrong with it, if anything."""
    receive = casework().receive_photos
    key, length_bytes = _measured(sent.stream)
    new = NewPhoto(
        phone=verified_phone() or "",
        folder=purpose.folder,
        key=key,
        shot=shot_named(request.form.get("shot", "")),
        length_bytes=length_bytes,
    )
    try:
        upload = receive.begin(new, had_already=purpose.in_case)
        if upload.whole:  # the same file once more
            upload = receive.finish(upload)
        else:
            sent.stream.seek(upload.offset_bytes)
            upload = receive.receive(upload, upload.offset_bytes, _pieces(sent.stream))
    except PhotoRefused as refusal:
        return [[(sent.filename or "")[:LONGEST_NAME], refusal.verdict]]
    into_its_case(upload.id)
    return []


def _measured(stream: IO[bytes]) -> tuple[str, int]:
    """A key of the file's content, so that the same file twice is one photograph; its length."""
    digest, length_bytes = hashlib.sha256(), 0
    for piece in _pieces(stream):
        digest.update(piece)
        length_bytes += len(piece)
    stream.seek(0)
    return digest.hexdigest(), length_bytes


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    return iter(partial(stream.read, PIECE_BYTES), b"")


def _picture(content: bytes, media_type: str = "image/jpeg") -> Response:
    response = Response(content, mimetype=media_type)
    response.headers["Cache-Control"] = NEVER_CACHED
    return response

"""Pictures of a camera to click marks in: cut from a sealed clip, or sent by a surveyor."""

import tempfile
from pathlib import Path

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.analysis import BlobRef
from accident_service.casework.camera_ports import CameraKey, CameraStill
from accident_service.casework.view_frames import FrameKind
from accident_service.errors import NotFound, PhotoRefused
from accident_service.quantities.identifiers import CameraId, ClipId, SiteId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace

LARGEST_STILL_BYTES = 15 * 2**20
FORM_ROOM_BYTES = 64 * 1024
JPEG = "image/jpeg"
# Pictures this far from the camera's own shape are of another camera, or cut.
MOST_SHAPE_APART = 0.02
LATEST_CLIPS = 6
REFUSALS: dict[str, LazyString] = {
    "none": lazy_gettext("Choose a picture first: JPEG, PNG or WebP."),
    "unreadable": lazy_gettext("This file is no picture that can be read: JPEG, PNG or WebP."),
    "shape": lazy_gettext(
        "This picture has another shape than the camera's: it must be uncut and of this camera."
    ),
}


@BLUEPRINT.get("/cameras/<site_id>/<camera_id>/still/<sha256>")
@open_to(Caller.STAFF)
def camera_still(site_id: str, camera_id: str, sha256: str) -> Response:
    """One picture of a camera; looking at it is on record once a page."""
    key = CameraKey(SiteId(site_id), CameraId(camera_id))
    for still in casework().survey_book.stills(key):
        if still.picture.sha256 == sha256:
            response = Response(
                casework().blobs.open(still.picture), mimetype=still.picture.media_type
            )
            response.headers["Cache-Control"] = "private, no-cache"
            response.set_etag(sha256)
            response.make_conditional(request)
            return response
    raise NotFound(f"camera {camera_id} has no picture {sha256}")


@BLUEPRINT.post("/cameras/<site_id>/<camera_id>/still")
@open_to(Caller.SURVEYOR, largest_form_bytes=LARGEST_STILL_BYTES + FORM_ROOM_BYTES)
def send_still(site_id: str, camera_id: str) -> ResponseReturnValue:
    """Keep a picture sent from the surveyor's machine."""
    key = CameraKey(SiteId(site_id), CameraId(camera_id))
    _site, camera = casework().survey_camera.camera(key)
    sent = request.files.get("still")
    if sent is None or not sent.filename:
        return _back(key, refused="none")
    with tempfile.TemporaryDirectory(prefix="still-") as folder:
        original = Path(folder) / "original"
        sent.save(original)
        try:
            facts, shown = casework().receive_photos.reader.read(original)
        except PhotoRefused:
            return _back(key, refused="unreadable")
    wanted = camera.image_size.width_px / camera.image_size.height_px
    if abs(facts.width_px / facts.height_px / wanted - 1) > MOST_SHAPE_APART:
        return _back(key, refused="shape")
    _keep(key, shown, taken_from="")
    return _back(key)


@BLUEPRINT.post("/cameras/<site_id>/<camera_id>/still-of-clip")
@open_to(Caller.SURVEYOR)
def still_of_clip(site_id: str, camera_id: str) -> ResponseReturnValue:
    """Keep the first analysed picture of one of the camera's latest clips."""
    key = CameraKey(SiteId(site_id), CameraId(camera_id))
    wanted = ClipId(request.form.get("clip", ""))
    for reading in casework().camera_diary.readings(key, limit=LATEST_CLIPS):
        if reading.clip == wanted and reading.measured:
            frames = casework().view_review.frames
            cut = frames.picture(reading.case, wanted, 0, FrameKind.JPEG)
            actor = f"officer:{calling_officer().id}"
            frames.note(reading.case, wanted, verb="view-frames", viewer=actor)
            _keep(key, cut.content, taken_from=wanted)
            return _back(key)
    raise NotFound(f"camera {camera_id} has no such clip")


def _keep(key: CameraKey, content: bytes, *, taken_from: str) -> None:
    picture: BlobRef = casework().blobs.put_bytes(content, JPEG)
    officer = calling_officer()
    casework().survey_book.keep_still(
        CameraStill(
            key=key,
            picture=picture,
            taken_from=taken_from,
            kept_at=casework().clock.now(),
            kept_by=officer.id,
        )
    )
    with casework().ledger.transaction() as work:
        leave_trace(
            work,
            "keep-still",
            actor=f"officer:{officer.id}",
            case=None,
            site=key.site,
            camera=key.camera,
            sha256=picture.sha256,
        )


def _back(key: CameraKey, *, refused: str | None = None) -> ResponseReturnValue:
    page = url_for("officer.camera", site_id=key.site, camera_id=key.camera, refused=refused)
    return redirect(page, 303)

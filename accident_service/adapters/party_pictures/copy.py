"""A whole clip as somebody outside may see it, and the second look at the finished file.

Both parties' vehicles stay as recorded, everything else is in cells; the road's own lines and
the outlines of all vehicles are drawn over it, so that the scene can still be read. Nothing of
the recording's file is carried along: no sound, no metadata, no frame as it was coded.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.adapters.analysis_files import from_document
from accident_service.adapters.camera_views_file import read_views
from accident_service.adapters.clip_analysis import camera_for
from accident_service.adapters.clip_probe import probe_clip
from accident_service.adapters.exhibit_videos import write_film
from accident_service.adapters.fields import read_json
from accident_service.adapters.party_pictures.draw import subject_for
from accident_service.adapters.party_pictures.request import (
    COPY_NAME,
    INDEX_NAME,
    PartyPicturesRequest,
)
from accident_service.adapters.party_pictures.veil import Veil
from accident_service.adapters.road_drawing import drawn_road
from accident_service.adapters.scene_files import read_scene
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import EvidenceInsufficient
from accident_service.reconstruction.calibration.fit import calibrate
from accident_service.reconstruction.exhibits.mosaic import Mask
from accident_service.reconstruction.exhibits.painted_road import paint_lines
from accident_service.reconstruction.exhibits.parties import PartyMark, bystander
from accident_service.reconstruction.exhibits.plan import PlanRoad
from accident_service.reconstruction.exhibits.redaction import MOST_LEAK, worst_leak
from accident_service.reconstruction.exhibits.stills import Picture, StillCaption, annotated
from accident_service.reconstruction.frames import ColourFrame
from accident_service.reconstruction.result import Reconstruction
from accident_service.reconstruction.stabilisation.views import CameraViews

CAPTION = StillCaption(
    "对外提供副本：除双方车辆外，画面均已遮挡且不可恢复",
    "Copy for disclosure: all but the two parties' vehicles is destroyed in the pixels",
)
OnProgress = Callable[[float], None]


@dataclass(frozen=True, slots=True, eq=False)
class CopySheet:
    """What every frame of a copy is drawn from."""

    veil: Veil
    road: PlanRoad

    def intended(self, frame: ColourFrame) -> tuple[Picture, Mask]:
        """The frame as the encoder is given it, RGB, with a caption below; and what it hides."""
        view = self.veil.views.at(frame.pts_s, frame.rgb.shape[1])
        veiled, kept = self.veil.laid(frame)
        if self.veil.place_known:
            paint_lines(veiled, self.road, view, ~kept)
        drawn = annotated(ColourFrame(veiled, frame.pts_s), view, self.veil.marks, CAPTION)
        return drawn, ~kept


def draw_copy(request: PartyPicturesRequest, on_progress: OnProgress) -> None:
    """Write the copy and what the second look found; no copy where it found a leak.

    Raises:
        ClipUnreadable: The clip cannot be decoded.
        EvidenceInsufficient: The copy still shows something of what it hides.
        InvalidSite: Scene or result cannot be used.
    """
    cv2.setNumThreads(1)
    sheet = _sheet(request, from_document(read_json(request.result)))
    copy = request.out / COPY_NAME
    span_s = probe_clip(request.clip, request.clip_limits).declared_duration_s or 1.0

    def drawn() -> Iterator[tuple[Picture, float]]:
        for frame in _frames(request.clip, request):
            on_progress(min(frame.pts_s / span_s, 1.0) / 2)
            yield sheet.intended(frame)[0], frame.pts_s

    write_film(copy, drawn())
    try:
        found = look_again(
            sheet, request, copy, lambda pts_s: on_progress(0.5 + min(pts_s / span_s, 1.0) / 2)
        )
    except EvidenceInsufficient:
        copy.unlink()
        raise
    (request.out / INDEX_NAME).write_text(json.dumps(found, sort_keys=True), encoding="utf-8")


def look_again(
    sheet: CopySheet, request: PartyPicturesRequest, copy: Path, on_progress: OnProgress
) -> dict[str, float]:
    """Decode the finished file beside the original: frames, hidden share and worst leak.

    `on_progress` is told the time reached in the clip, in seconds.

    Raises:
        EvidenceInsufficient: A frame too many or too few, or one that leaks.
    """
    frames = hidden_px = seen_px = 0
    worst = 0.0
    pairs = zip_longest(_frames(request.clip, request), _frames(copy, request))
    for original, shown in pairs:
        if original is None or shown is None:
            raise EvidenceInsufficient(f"the copy and its original part after {frames} frames")
        intended, hidden = sheet.intended(original)
        rows, columns = (min(a, b) for a, b in zip(hidden.shape, shown.rgb.shape[:2], strict=True))
        part = slice(rows), slice(columns)
        leak = worst_leak(
            _luma(original.rgb[part]),
            _luma(intended[part]),
            _luma(shown.rgb[part]),
            hidden[part],
        )
        if leak.share > MOST_LEAK:
            where = f"at {leak.at_px}, {original.pts_s:.2f} s"
            raise EvidenceInsufficient(f"{leak.share:.0%} of what is hidden shows {where}")
        frames, worst = frames + 1, max(worst, leak.share)
        hidden_px, seen_px = hidden_px + int(hidden.sum()), seen_px + hidden.size
        on_progress(original.pts_s)
    return {
        "frames": frames,
        "hidden_share": round(hidden_px / max(seen_px, 1), 4),
        "worst_leak": round(worst, 4),
    }


def _sheet(request: PartyPicturesRequest, found: Reconstruction) -> CopySheet:
    scene = read_scene(request.scene)
    camera = camera_for(
        calibrate(scene.survey).camera, probe_clip(request.clip, request.clip_limits)
    )
    views = read_views(request.views, camera) if request.views else CameraViews.steady(camera)
    marks, own = _marks(found, request.tracks)
    veil = Veil(views, marks, own, request.views is not None)
    return CopySheet(veil, drawn_road(scene.road_map))


def _marks(
    found: Reconstruction, tracks: tuple[str, str] | None
) -> tuple[tuple[PartyMark, ...], tuple[PartyMark, ...]]:
    """Everybody in the clip, and of them the parties; nobody is a party until it is said who is."""
    if not found.collisions or tracks is None:
        return tuple(bystander(one) for one in found.trajectories), ()
    subject = subject_for(found, tracks)
    return subject.marks, subject.parties


def _frames(clip: Path, request: PartyPicturesRequest) -> Iterator[ColourFrame]:
    return ClipReader(clip, request.clip_limits).colour_frames()


def _luma(picture: Picture) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)

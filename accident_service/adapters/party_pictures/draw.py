"""Draw what the parties of one accident get to see, in a folder with an index.

The stills and films of the officer anew from the frames themselves: first everybody else is made
unrecognisable, then the reconstruction is drawn over it, under the parties' own letters. Nothing
of the recording's file is carried along.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2

from accident_service.adapters.analysis_files import from_document
from accident_service.adapters.camera_views_file import read_views
from accident_service.adapters.clip_analysis import camera_for
from accident_service.adapters.clip_probe import probe_clip
from accident_service.adapters.document_numbers import Json, moment
from accident_service.adapters.exhibit_subject import ExhibitSubject
from accident_service.adapters.exhibit_videos import film_moments_s, film_plan, reduced, write_film
from accident_service.adapters.fields import read_json
from accident_service.adapters.party_pictures.request import INDEX_NAME, PartyPicturesRequest
from accident_service.adapters.party_pictures.veil import Veil
from accident_service.adapters.road_drawing import drawn_road
from accident_service.adapters.scene_files import SceneDescription, read_scene
from accident_service.adapters.video_reader import ClipReader
from accident_service.reconstruction.calibration.fit import calibrate
from accident_service.reconstruction.exhibits.curves import draw_gap_curves, draw_speed_curves
from accident_service.reconstruction.exhibits.figures import DrawnFigure
from accident_service.reconstruction.exhibits.parties import (
    PARTY_COLOURS,
    PARTY_LETTERS,
    PartyMark,
    bystander,
)
from accident_service.reconstruction.exhibits.plan import draw_plan
from accident_service.reconstruction.exhibits.stills import (
    Picture,
    StillCaption,
    annotated,
    draw_still,
)
from accident_service.reconstruction.frames import ColourFrame
from accident_service.reconstruction.result import Reconstruction
from accident_service.reconstruction.stabilisation.views import CameraViews

BOTH = "AB"
CAMERA_FILM, PLAN_FILM = ("监控画面", "Camera view"), ("平面动画", "Plan in motion")
DRAWINGS = {
    "plan": ("平面图", "Plan"),
    "speed-curve": ("速度曲线", "Speed over time"),
    "gap-curve": ("间距与航向变化", "Gap and turning over time"),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """What everything is drawn from."""

    request: PartyPicturesRequest
    scene: SceneDescription
    subject: ExhibitSubject
    veils: tuple[Veil, ...]  # one a letter

    def reader(self) -> ClipReader:
        return ClipReader(self.request.clip, self.request.clip_limits)


def draw_for_parties(request: PartyPicturesRequest) -> None:
    """Draw everything and list it in `pictures.json`; nothing where no contact was measured.

    Raises:
        ClipUnreadable: The clip cannot be decoded.
        InvalidSite: Scene or result cannot be used.
    """
    cv2.setNumThreads(1)
    found = from_document(read_json(request.result))
    entries = list(_drawn(_sheet(request, found))) if found.collisions else []
    index = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True)
    (request.out / INDEX_NAME).write_text(index + "\n", encoding="utf-8")


def _sheet(request: PartyPicturesRequest, found: Reconstruction) -> _Sheet:
    scene = read_scene(request.scene)
    probe = probe_clip(request.clip, request.clip_limits)
    camera = camera_for(calibrate(scene.survey).camera, probe)
    views = read_views(request.views, camera) if request.views else CameraViews.steady(camera)
    subject = subject_for(found, request.tracks)
    known = request.views is not None
    owns = [(mark,) if request.tracks else () for mark in subject.parties]
    veils = tuple(Veil(views, subject.marks, own, known) for own in owns)
    return _Sheet(request, scene, subject, veils)


def subject_for(found: Reconstruction, tracks: tuple[str, str] | None) -> ExhibitSubject:
    """The contact with the vehicles of parties A and B, in this order, whoever came first in it.

    Args:
        tracks: Whose vehicle is which; None leaves them under the names of their tracks.
    """
    event = min(found.collisions, key=lambda one: one.pts_s)
    shown = event.tracks if tracks is None else tracks
    by_name = {str(one.id): one for one in found.trajectories}
    parties = tuple(
        PartyMark(
            by_name[str(name)],
            *(letters if tracks else ("", str(name))),
            colour,
            brakes=found.brake_onsets(by_name[str(name)].id),
        )
        for name, letters, colour in zip(shown, PARTY_LETTERS, PARTY_COLOURS, strict=True)
    )
    ids = {mark.trajectory.id for mark in parties}
    return ExhibitSubject(
        pts_s=event.pts_s,
        zh="接触",
        en="contact",
        parties=parties,
        others=tuple(bystander(one) for one in found.trajectories if one.id not in ids),
        contact=event,
    )


def _drawn(sheet: _Sheet) -> Iterator[Json]:
    yield from _stills(sheet)
    moments_s: list[float] = []
    for letter, veil in zip(BOTH, sheet.veils, strict=True):
        name = f"camera-film-{letter}.mp4"
        moments_s = _film(sheet, veil, sheet.request.out / name)
        yield _entry(letter, "camera-film", name, CAMERA_FILM, moments_s[0])
    film_plan(
        sheet.request.out / "plan-film.mp4",
        drawn_road(sheet.scene.road_map),
        sheet.subject,
        moments_s,
    )
    yield _entry(BOTH, "plan-film", "plan-film.mp4", PLAN_FILM, moments_s[0])
    yield from _drawings(sheet)


def _stills(sheet: _Sheet) -> Iterator[Json]:
    wanted = sorted(sheet.request.stills, key=lambda one: one.pts_s)
    frames = sheet.reader().colour_frames_at([one.pts_s for one in wanted])
    for number, frame in enumerate(frames, start=1):
        about = min(wanted, key=lambda one: abs(one.pts_s - frame.pts_s))
        for letter, veil in zip(BOTH, sheet.veils, strict=True):
            name = f"still-{number}-{letter}.png"
            veiled = replace(frame, rgb=veil.over(frame))
            seen = veil.views.at(frame.pts_s, frame.rgb.shape[1])
            caption = StillCaption(about.zh, about.en)
            (sheet.request.out / name).write_bytes(
                draw_still(veiled, seen, sheet.subject.marks, caption)
            )
            yield _entry(letter, "still", name, (about.zh, about.en), frame.pts_s)


def _film(sheet: _Sheet, veil: Veil, path: Path) -> list[float]:
    moments_s: Sequence[float] = film_moments_s(sheet.subject)

    def shown(frame: ColourFrame) -> tuple[Picture, float]:
        veiled = replace(frame, rgb=veil.over(frame))
        seen = veil.views.at(frame.pts_s, frame.rgb.shape[1])
        caption = sheet.subject.caption_at(frame.pts_s)
        return annotated(veiled, seen, sheet.subject.marks, caption), frame.pts_s

    frames = reduced(sheet.reader().colour_frames_at(moments_s))
    return write_film(path, (shown(frame) for frame in frames))


def _drawings(sheet: _Sheet) -> Iterator[Json]:
    subject, road = sheet.subject, drawn_road(sheet.scene.road_map)
    pair = (subject.parties[0], subject.parties[1])
    figures = {
        "plan": draw_plan(road, subject.parties, subject.others, subject.pts_s, subject.contact),
        "speed-curve": draw_speed_curves(subject.parties, subject.pts_s, subject.interval_s),
        "gap-curve": draw_gap_curves(pair, subject.pts_s, subject.interval_s),
    }
    for kind, figure in figures.items():
        yield _figure(sheet.request.out, kind, figure)


def _figure(folder: Path, kind: str, figure: DrawnFigure) -> Json:
    name = f"{kind}.svg"
    (folder / name).write_bytes(figure.svg)
    return _entry(BOTH, kind, name, DRAWINGS[kind], None)


def _entry(
    letters: str, kind: str, name: str, caption: tuple[str, str], pts_s: float | None
) -> Json:
    return {
        "letters": letters,
        "kind": kind,
        "name": name,
        "caption_zh": caption[0],
        "caption_en": caption[1],
        "t_s": None if pts_s is None else moment(pts_s),
    }

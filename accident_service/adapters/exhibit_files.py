"""Draw the exhibits of one analysis into a folder, with an index of what each shows.

Stills and films come from further passes over the clip: the frames analysed, in colour.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.document_numbers import Json, moment
from accident_service.adapters.exhibit_subject import ExhibitSubject
from accident_service.adapters.exhibit_videos import film_camera, film_plan
from accident_service.adapters.key_moments import AT_ONCE_S, KeyMoment, merged
from accident_service.adapters.video_reader import ClipReader
from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.exhibits.curves import draw_gap_curves, draw_speed_curves
from accident_service.reconstruction.exhibits.figures import DrawnFigure
from accident_service.reconstruction.exhibits.parties import bystander, parties_of
from accident_service.reconstruction.exhibits.plan import PlanRoad, draw_plan
from accident_service.reconstruction.exhibits.stills import StillCaption, draw_still
from accident_service.reconstruction.result import NearMiss, Reconstruction
from accident_service.reconstruction.stabilisation.views import CameraViews

INDEX_NAME = "exhibits.json"
# Stills at these moments around the contact; the middle one is the frame nearest to it.
AROUND_S = (-2.0, -1.0, -0.4, 0.0, 0.4, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class ExhibitView:
    """What exhibits are drawn with: the camera as it was at each moment, and the road.

    `moments` are shown as stills besides those around the contact.
    """

    views: CameraViews
    road: PlanRoad
    moments: tuple[KeyMoment, ...] = ()


def draw_exhibits(
    found: Reconstruction, view: ExhibitView, reader: ClipReader, folder: Path
) -> None:
    """Draw stills, plan, curves and films, and list them in `exhibits.json`.

    Around the first contact, or else the closest pass, or else the middle of what was seen;
    nothing at all where no vehicle was.
    """
    subject = _subject(found)
    entries = list(_drawn(subject, view, reader, folder)) if subject else []
    index = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / INDEX_NAME).write_text(index + "\n", encoding="utf-8")


def _subject(found: Reconstruction) -> ExhibitSubject | None:
    if found.collisions:
        event = min(found.collisions, key=lambda one: one.pts_s)
        return _about(found, event, "接触", "contact")
    if found.near_misses:
        closest = min(found.near_misses, key=lambda one: one.gap_m.interval.high)
        return _about(found, closest, "最近处", "closest approach")
    if not found.trajectories:
        return None
    longest = max(found.trajectories, key=lambda one: one.last_pts_s - one.first_pts_s)
    middle_s = (longest.first_pts_s + longest.last_pts_s) / 2
    all_seen = tuple(bystander(trajectory) for trajectory in found.trajectories)
    return ExhibitSubject(zh="", en="", pts_s=middle_s, parties=(), others=all_seen, contact=None)


def _about(
    found: Reconstruction, event: CollisionEvent | NearMiss, zh: str, en: str
) -> ExhibitSubject:
    others = tuple(bystander(one) for one in found.trajectories if one.id not in event.tracks)
    contact = event if isinstance(event, CollisionEvent) else None
    return ExhibitSubject(
        zh=zh,
        en=en,
        pts_s=event.pts_s,
        parties=parties_of(found, event),
        others=others,
        contact=contact,
    )


def _drawn(
    subject: ExhibitSubject, view: ExhibitView, reader: ClipReader, folder: Path
) -> Iterator[Json]:
    yield from _stills(subject, view, reader, folder)
    plan = draw_plan(view.road, subject.parties, subject.others, subject.pts_s, subject.contact)
    yield from _figure(folder, "plan", ("平面图", "Plan"), plan)
    if len(subject.parties) == 2:
        speeds = draw_speed_curves(subject.parties, subject.pts_s, subject.interval_s)
        yield from _figure(folder, "speed-curve", ("速度曲线", "Speed over time"), speeds)
        pair = (subject.parties[0], subject.parties[1])
        gaps = draw_gap_curves(pair, subject.pts_s, subject.interval_s)
        yield from _figure(
            folder, "gap-curve", ("间距与航向变化", "Gap and turning over time"), gaps
        )
        yield from _films(subject, view, reader, folder)


def _films(
    subject: ExhibitSubject, view: ExhibitView, reader: ClipReader, folder: Path
) -> Iterator[Json]:
    moments_s = film_camera(folder / "camera-film.mp4", reader, view.views, subject)
    yield _entry("camera-film", "camera-film.mp4", ("监控画面", "Camera view"), moments_s[0])
    film_plan(folder / "plan-film.mp4", view.road, subject, moments_s)
    yield _entry("plan-film", "plan-film.mp4", ("平面动画", "Plan in motion"), moments_s[0])


def _stills(
    subject: ExhibitSubject, view: ExhibitView, reader: ClipReader, folder: Path
) -> Iterator[Json]:
    around = [KeyMoment(pts_s, *_when(subject, pts_s)) for pts_s in _around(subject)]
    moments = merged([*around, *view.moments])
    frames = reader.colour_frames_at([moment.pts_s for moment in moments])
    for number, frame in enumerate(frames, start=1):
        about = min(moments, key=lambda one: abs(one.pts_s - frame.pts_s))
        caption = StillCaption(about.zh, about.en)
        name = f"still-{number}.png"
        seen = view.views.at(frame.pts_s, frame.rgb.shape[1])
        (folder / name).write_bytes(draw_still(frame, seen, subject.marks, caption))
        yield _entry("still", name, (about.zh, about.en), frame.pts_s)


def _around(subject: ExhibitSubject) -> list[float]:
    return [subject.pts_s + offset_s for offset_s in AROUND_S if subject.pts_s + offset_s >= 0]


def _when(subject: ExhibitSubject, pts_s: float) -> tuple[str, str]:
    """A still's place in time, in both languages."""
    away_s = pts_s - subject.pts_s
    if not subject.parties:
        return "概览", "Overview"
    if abs(away_s) <= AT_ONCE_S:
        return f"{subject.zh}时刻", f"At the moment of {subject.en}"
    zh, en = ("前", "before") if away_s < 0 else ("后", "after")
    return f"{subject.zh}{zh} {abs(away_s):.2f} 秒", f"{abs(away_s):.2f} s {en} {subject.en}"


def _figure(
    folder: Path, kind: str, caption: tuple[str, str], figure: DrawnFigure
) -> Iterator[Json]:
    for suffix, content in (("svg", figure.svg), ("png", figure.png)):
        name = f"{kind}.{suffix}"
        (folder / name).write_bytes(content)
        yield _entry(kind, name, caption, None)


def _entry(kind: str, name: str, caption: tuple[str, str], pts_s: float | None) -> Json:
    return {
        "kind": kind,
        "name": name,
        "caption_zh": caption[0],
        "caption_en": caption[1],
        "t_s": None if pts_s is None else moment(pts_s),
    }

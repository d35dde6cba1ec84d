"""The plan: the road from above, where the vehicles went, and where they touched."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.exhibits.figures import (
    INK,
    SMALL_PT,
    TEXT_PT,
    DrawnFigure,
    entitle,
    finished,
    new_figure,
)
from accident_service.reconstruction.exhibits.lettering import figure_font
from accident_service.reconstruction.exhibits.outlines import error_ellipse_m, footprint_of, nose_of
from accident_service.reconstruction.exhibits.parties import PartyMark
from accident_service.reconstruction.exhibits.plan_frame import PLATE, legend_below, look_at

ASPHALT = "#c3c8cd"
_WHITE, _YELLOW, _KERB, _FENCE = "#ffffff", "#f0b400", "#7d838a", "#5c4a3d"
_LINE_STYLES: dict[str, tuple[str, str, float]] = {
    "dashed_white": (_WHITE, "--", 1.4),
    "solid_white": (_WHITE, "-", 1.4),
    "dashed_yellow": (_YELLOW, "--", 1.4),
    "solid_yellow": (_YELLOW, "-", 1.6),
    "double_yellow": (_YELLOW, "-", 2.6),
    "kerb": (_KERB, "-", 1.6),
    "fence": (_FENCE, "-", 2.2),
    "stop": (_WHITE, "-", 3.0),
}
# Past moments shown as outlines, before the moment the plan is about.
_PAST_S = (2.0, 1.5, 1.0, 0.5)
_PATH_S = 4.0
# A vehicle that moved less than so much of its length is not drawn over itself.
_LEAST_STEP_LENGTHS = 0.55


@dataclass(frozen=True, slots=True, eq=False)
class RoadLine:
    """A line on the road; `kind` names its look, unknown kinds are not drawn."""

    kind: str
    points: GroundPoints


@dataclass(frozen=True, slots=True, eq=False)
class PlanRoad:
    """The road as a picture: surfaces and lines."""

    surfaces: tuple[GroundPoints, ...] = ()
    lines: tuple[RoadLine, ...] = ()


def draw_plan(
    road: PlanRoad,
    parties: Sequence[PartyMark],
    others: Sequence[PartyMark],
    at_pts_s: float,
    contact: CollisionEvent | None,
) -> DrawnFigure:
    """The plan at one moment: filled footprints then, outlines before, paths throughout.

    Args:
        parties: The vehicles the plan is about; it looks where they were.
        others: Vehicles shown grey, for orientation; where there are no parties it looks at them.
        contact: Marked with its 95 % region where there was one.
    """
    figure = new_figure(8.6, 8.2)
    axes = figure.add_subplot()
    _draw_road(axes, road)
    for mark in others:
        _draw_footprint(axes, mark, at_pts_s, alpha=0.55)
    for mark in parties:
        _draw_party(axes, mark, at_pts_s)
    for mark in others:
        _name(axes, mark, at_pts_s, mark.label, SMALL_PT)
    if contact is not None:
        _draw_contact(axes, contact)
    look_at(axes, parties or others, at_pts_s, contact)
    entitle(axes, "平面图", "Plan")
    if parties:
        legend_below(axes)
    return finished(figure)


def _draw_road(axes: Axes, road: PlanRoad) -> None:
    axes.set_facecolor("#eef1ea")
    for surface in road.surfaces:
        axes.add_patch(Polygon(surface.xy_m, closed=True, color=ASPHALT, lw=0.8, zorder=1))
    for line in road.lines:
        style = _LINE_STYLES.get(line.kind)
        if style is not None:
            colour, dash, width = style
            axes.plot(*line.points.xy_m.T, dash, color=colour, lw=width, zorder=2)


def _draw_party(axes: Axes, mark: PartyMark, at_pts_s: float) -> None:
    trajectory = mark.trajectory
    near = np.abs(trajectory.pts_s - at_pts_s) <= _PATH_S
    past = near & (trajectory.pts_s <= at_pts_s)
    later = near & (trajectory.pts_s >= at_pts_s)
    axes.plot(*trajectory.xy_m[past].T, "-", color=mark.colour, lw=1.6, zorder=4)
    axes.plot(*trajectory.xy_m[later].T, ":", color=mark.colour, lw=1.6, zorder=4)
    least_step_m = _LEAST_STEP_LENGTHS * trajectory.dimensions.length_m
    shown_m = [_place_m(mark, at_pts_s)]
    for before_s in sorted(_PAST_S):
        moment_s = at_pts_s - before_s
        if not trajectory.covers(moment_s):
            continue
        here_m = _place_m(mark, moment_s)
        if all(np.hypot(*(here_m - other_m)) > least_step_m for other_m in shown_m):
            _draw_footprint(axes, mark, moment_s, alpha=None, label=f"−{before_s:.1f} s")
            shown_m.append(here_m)
    _draw_footprint(axes, mark, at_pts_s, alpha=0.8, label=mark.label)
    for onset in mark.brakes:
        if abs(onset.pts_s - at_pts_s) <= _PATH_S:
            _draw_braking(axes, mark, onset.pts_s)


def _place_m(mark: PartyMark, pts_s: float) -> NDArray[np.float64]:
    """Where the vehicle is, or nowhere near anything while it is not known."""
    if not mark.trajectory.covers(pts_s):
        return np.full(2, np.inf)
    pose = mark.trajectory.pose_at(pts_s)
    return np.array([pose.x_m, pose.y_m])


def _draw_footprint(
    axes: Axes, mark: PartyMark, pts_s: float, *, alpha: float | None, label: str = ""
) -> None:
    """A filled footprint with a nose, or an outline where `alpha` is None."""
    if not mark.trajectory.covers(pts_s):
        return
    pose = mark.trajectory.pose_at(pts_s)
    corners_m = footprint_of(pose, mark.trajectory.dimensions).xy_m
    filled = alpha is not None
    axes.add_patch(
        Polygon(
            corners_m,
            closed=True,
            facecolor=mark.colour if filled else "none",
            edgecolor="white" if filled else mark.colour,
            alpha=alpha if filled else 0.75,
            lw=1.1,
            zorder=6 if filled else 5,
            label=f"{mark.label}  t = {pts_s:.2f} s" if filled and label else None,
        )
    )
    axes.plot(*nose_of(corners_m).T, color="white" if filled else mark.colour, lw=0.9, zorder=7)
    if label:
        _name(axes, mark, pts_s, label, TEXT_PT if filled else SMALL_PT)


def _name(axes: Axes, mark: PartyMark, pts_s: float, text: str, size_pt: float) -> None:
    """Write beside a footprint, on a plate that keeps the lines behind it readable."""
    if not mark.trajectory.covers(pts_s):
        return
    axes.annotate(
        text,
        tuple(_place_m(mark, pts_s)),
        xytext=(9, 9),
        textcoords="offset points",
        fontproperties=figure_font(size_pt),
        color=mark.colour,
        zorder=9,
        clip_on=True,
        annotation_clip=True,
        bbox=PLATE,
    )


def _draw_braking(axes: Axes, mark: PartyMark, pts_s: float) -> None:
    """Where braking began, on the vehicle's path."""
    axes.plot(*_place_m(mark, pts_s), "v", color=mark.colour, ms=8, mec=INK, mew=0.8, zorder=10)
    axes.annotate(
        "制动 brakes",
        tuple(_place_m(mark, pts_s)),
        xytext=(0, -14),
        textcoords="offset points",
        ha="center",
        va="top",
        fontproperties=figure_font(SMALL_PT),
        color=mark.colour,
        zorder=9,
        clip_on=True,
        annotation_clip=True,
        bbox=PLATE,
    )


def _draw_contact(axes: Axes, contact: CollisionEvent) -> None:
    ellipse = error_ellipse_m(contact.x_m, contact.y_m, contact.point_sigma_m)
    axes.add_patch(
        Polygon(ellipse.xy_m, closed=True, facecolor="#ffe14a", edgecolor=INK, alpha=0.4, zorder=8)
    )
    low_s, high_s = contact.pts_interval_s.low, contact.pts_interval_s.high
    axes.plot(
        contact.x_m,
        contact.y_m,
        "x",
        color=INK,
        ms=8,
        mew=2,
        zorder=9,
        label=f"接触点 contact, 95 %  t = {low_s:.2f} … {high_s:.2f} s",
    )

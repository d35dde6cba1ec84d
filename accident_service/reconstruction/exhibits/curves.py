"""Curves over time: speeds, the gap between the two, headings; each with its 95 % band."""

from collections.abc import Sequence

import numpy as np
import shapely
from matplotlib.axes import Axes
from numpy.typing import NDArray

from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Interval
from accident_service.reconstruction.exhibits.figures import (
    GREY,
    INK,
    SMALL_PT,
    DrawnFigure,
    dress,
    entitle,
    finished,
    legend,
    new_figure,
)
from accident_service.reconstruction.exhibits.lettering import figure_font
from accident_service.reconstruction.exhibits.outlines import footprint_of
from accident_service.reconstruction.exhibits.parties import PartyMark
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

_KMH = 3.6
_BEFORE_S, _AFTER_S = 5.0, 4.0
# Less than this is a straight line: the axis must not blow noise up into a turn.
_LEAST_HEADING_SPAN_DEG = 20.0
_TIME_LABEL = "时间（片内秒） Clip time, s"


def draw_speed_curves(
    parties: Sequence[PartyMark], around_s: float, contact_s: Interval | None
) -> DrawnFigure:
    """Speeds in km/h around a moment, 95 % bands, the contact's interval shaded."""
    figure = new_figure(9.0, 4.6)
    axes = figure.add_subplot()
    for mark in parties:
        rows = _near(mark.trajectory.pts_s, around_s)
        speed = _KMH * mark.trajectory.speed_mps[rows]
        sigma = _KMH * mark.trajectory.speed_sigma_mps[rows]
        _banded(axes, mark, mark.trajectory.pts_s[rows], speed, sigma)
        _mark_brakes(axes, mark, around_s)
    axes.axhline(0.0, color=GREY, lw=0.8)
    _shade(axes, contact_s)
    dress(axes, _TIME_LABEL, "速度 Speed, km/h")
    entitle(axes, "速度曲线", "Speed")
    legend(axes)
    return finished(figure)


def draw_gap_curves(
    parties: tuple[PartyMark, PartyMark], around_s: float, contact_s: Interval | None
) -> DrawnFigure:
    """The gap between the two outlines and how far either turned, 95 % bands, contact shaded.

    Headings are told from where each pointed at the moment, so that a spin shows whatever the
    two directions; these are on the plan.
    """
    figure = new_figure(9.0, 6.2)
    upper, lower = figure.subplots(2, 1, sharex=True)
    pts_s, gap_m, sigma_m = gap_between(parties, around_s)
    upper.plot(pts_s, gap_m, color=INK, lw=1.8, label="间距 gap")
    doubt_m = COVERAGE_FACTOR * sigma_m
    upper.fill_between(
        pts_s, np.maximum(gap_m - doubt_m, 0.0), gap_m + doubt_m, color=INK, alpha=0.15, lw=0
    )
    upper.set_ylim(bottom=0.0)
    for mark in parties:
        rows = _near(mark.trajectory.pts_s, around_s)
        _banded(
            lower,
            mark,
            mark.trajectory.pts_s[rows],
            np.degrees(turned_since_rad(mark.trajectory, around_s)[rows]),
            np.degrees(mark.trajectory.heading_sigma_rad[rows]),
        )
    low_deg, high_deg = lower.get_ylim()
    spare_deg = max(_LEAST_HEADING_SPAN_DEG - (high_deg - low_deg), 0.0) / 2
    lower.set_ylim(low_deg - spare_deg, high_deg + spare_deg)
    _shade(upper, contact_s)
    _shade(lower, contact_s, named=False)
    dress(upper, "", "间距 Gap, m")
    dress(lower, _TIME_LABEL, "航向变化 Turned by, °")
    entitle(upper, "间距与航向变化", "Gap and turning")
    legend(lower)
    return finished(figure)


def gap_between(
    parties: tuple[PartyMark, PartyMark], around_s: float
) -> tuple[Array, Array, Array]:
    """Times, gap between the footprints and its sigma, where both vehicles are known.

    Zero while they overlap. The sigma is that of the two centres, mean of both axes.
    """
    first, second = (mark.trajectory for mark in parties)
    times_s = first.pts_s[_near(first.pts_s, around_s)]
    times_s = np.array([pts_s for pts_s in times_s if second.covers(float(pts_s))])
    gap_m, sigma_m = np.zeros(len(times_s)), np.zeros(len(times_s))
    for row, pts_s in enumerate(times_s):
        poses = [trajectory.pose_at(float(pts_s)) for trajectory in (first, second)]
        outlines = [
            shapely.Polygon(footprint_of(pose, trajectory.dimensions).xy_m)
            for pose, trajectory in zip(poses, (first, second), strict=True)
        ]
        gap_m[row] = outlines[0].distance(outlines[1])
        sigma_m[row] = np.sqrt(sum((p.x_sigma_m**2 + p.y_sigma_m**2) / 2 for p in poses))
    return times_s, gap_m, sigma_m


def turned_since_rad(trajectory: GroundTrajectory, pts_s: float) -> Array:
    """How far the vehicle had turned at each row, (n,), from where it pointed at this moment.

    From where it was nearest to the moment, if it was not known then.
    """
    at_s = min(max(pts_s, trajectory.first_pts_s), trajectory.last_pts_s)
    return np.asarray(trajectory.heading_rad - trajectory.pose_at(at_s).heading_rad)


def _banded(axes: Axes, mark: PartyMark, pts_s: Array, value: Array, sigma: Array) -> None:
    doubt = COVERAGE_FACTOR * sigma
    axes.fill_between(pts_s, value - doubt, value + doubt, color=mark.colour, alpha=0.18, lw=0)
    axes.plot(pts_s, value, color=mark.colour, lw=1.8, label=f"{mark.label} （95 %）")


def _mark_brakes(axes: Axes, mark: PartyMark, around_s: float) -> None:
    """Where braking began: a bar over its 95 % interval on the party's own curve."""
    for onset in mark.brakes:
        if not -_BEFORE_S <= onset.pts_s - around_s <= _AFTER_S:
            continue
        speed_kmh = _KMH * mark.trajectory.pose_at(onset.pts_s).speed_mps
        ends = (onset.pts_interval_s.low, onset.pts_interval_s.high)
        axes.plot(ends, (speed_kmh, speed_kmh), color=mark.colour, lw=5, alpha=0.45)
        axes.plot([onset.pts_s], [speed_kmh], "v", color=mark.colour, ms=9, mec=INK, mew=0.8)
        axes.annotate(
            "制动 brakes" if onset.seen_to_begin else "已在制动 braking before",
            (onset.pts_s, speed_kmh),
            xytext=(6, 8),
            textcoords="offset points",
            fontproperties=figure_font(SMALL_PT),
            color=mark.colour,
        )


def _shade(axes: Axes, contact_s: Interval | None, *, named: bool = True) -> None:
    if contact_s is None:
        return
    axes.axvspan(contact_s.low, contact_s.high, color="#ffe14a", alpha=0.6, lw=0)
    if not named:
        return
    axes.annotate(
        "接触 contact",
        (contact_s.high, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(4, -3),
        textcoords="offset points",
        va="top",
        fontproperties=figure_font(SMALL_PT),
        color=INK,
    )


def _near(pts_s: Array, around_s: float) -> NDArray[np.bool_]:
    return np.asarray((pts_s >= around_s - _BEFORE_S) & (pts_s <= around_s + _AFTER_S))

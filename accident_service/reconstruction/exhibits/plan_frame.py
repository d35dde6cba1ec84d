"""What a plan needs besides its drawing: where to look, a scale bar, north, a legend."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.exhibits.figures import GREY, INK, SMALL_PT, TEXT_PT
from accident_service.reconstruction.exhibits.lettering import figure_font
from accident_service.reconstruction.exhibits.parties import PartyMark

_LATELY_S = 2.0
_LEAST_HALF_M, _MOST_HALF_M = 13.0, 40.0
_MARGIN_M = 4.0
# Behind letters, so that the lines under them do not run through them.
PLATE = {"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none", "alpha": 0.75}


def square_around(
    marks: Sequence[PartyMark], at_pts_s: float, contact: CollisionEvent | None
) -> tuple[NDArray[np.float64], float]:
    """Middle (2,) and half a side, in metres, of the square of road these vehicles used lately."""
    seen_m = [
        trajectory.xy_m[np.abs(trajectory.pts_s - at_pts_s) <= _LATELY_S]
        for trajectory in (mark.trajectory for mark in marks)
    ]
    if contact is not None:
        seen_m.append(np.array([[contact.x_m, contact.y_m]]))
    places_m = np.vstack([*seen_m, np.zeros((0, 2))])
    if len(places_m) == 0:
        return np.zeros(2), _LEAST_HALF_M
    low_m, high_m = places_m.min(axis=0), places_m.max(axis=0)
    half_m = max(_LEAST_HALF_M, float(np.max(high_m - low_m)) / 2 + _MARGIN_M)
    return (low_m + high_m) / 2, min(half_m, _MOST_HALF_M)


def look_at(
    axes: Axes, marks: Sequence[PartyMark], at_pts_s: float, contact: CollisionEvent | None
) -> None:
    """Show the part of the road these vehicles used lately, same scale both ways."""
    middle_m, half_m = square_around(marks, at_pts_s, contact)
    axes.set_xlim(middle_m[0] - half_m, middle_m[0] + half_m)
    axes.set_ylim(middle_m[1] - half_m, middle_m[1] + half_m)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_color(GREY)
    _scale_bar(axes, middle_m, half_m)
    _north_arrow(axes)


def _scale_bar(axes: Axes, middle_m: NDArray[np.float64], half_m: float) -> None:
    length_m = 5.0 if half_m < 25 else 10.0
    left_m, low_m = middle_m[0] - 0.93 * half_m, middle_m[1] - 0.90 * half_m
    ends_m = [left_m, left_m + length_m]
    axes.plot(ends_m, [low_m, low_m], color="white", lw=7, alpha=0.75, zorder=9)
    axes.plot(ends_m, [low_m, low_m], color=INK, lw=3, zorder=9)
    axes.text(
        left_m + length_m / 2,
        low_m + 0.03 * half_m,
        f"{length_m:.0f} m",
        ha="center",
        va="bottom",
        fontproperties=figure_font(SMALL_PT),
        color=INK,
        zorder=9,
        bbox=PLATE,
    )


def _north_arrow(axes: Axes) -> None:
    axes.annotate(
        "北 N",
        xy=(0.955, 0.975),
        xytext=(0.955, 0.885),
        xycoords="axes fraction",
        ha="center",
        va="top",
        fontproperties=figure_font(TEXT_PT),
        color=INK,
        arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.4},
        bbox=PLATE,
        zorder=9,
    )


def legend_below(axes: Axes) -> None:
    """The legend under the plan, where it hides nothing."""
    axes.legend(
        prop=figure_font(TEXT_PT),
        frameon=False,
        loc="upper left",
        bbox_to_anchor=(0.0, -0.01),
        ncols=3,
        borderaxespad=0.0,
    )

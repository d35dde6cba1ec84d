"""The expected position error over the road, from above: where this camera can be believed."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.error_map import ErrorMap
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.reconstruction.exhibits.figures import (
    INK,
    SMALL_PT,
    TEXT_PT,
    DrawnFigure,
    dress,
    entitle,
    finished,
    new_figure,
)
from accident_service.reconstruction.exhibits.lettering import figure_font

_LEVELS_M = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0)


def draw_error_map(
    errors: ErrorMap, camera: CameraModel, survey: Survey, rejected: tuple[int, ...]
) -> DrawnFigure:
    """The map in steps of error, the edge of the usable region, the marks and the camera."""
    figure = new_figure(9.0, 7.6)
    axes = figure.add_subplot()
    norm = BoundaryNorm(_LEVELS_M, 256, extend="max")
    shown = np.ma.masked_invalid(errors.error_m)
    mesh = axes.pcolormesh(errors.x_m, errors.y_m, shown, cmap="viridis_r", norm=norm)
    bar = figure.colorbar(mesh, ax=axes, ticks=_LEVELS_M, shrink=0.85)
    bar.set_label("位置误差 expected position error / m", fontproperties=figure_font(TEXT_PT))
    for label in bar.ax.get_yticklabels():
        label.set_fontproperties(figure_font(SMALL_PT))
    _draw_usable_edge(axes, errors)
    _draw_marks(axes, survey, rejected)
    axes.plot(*camera.position_m[:2], marker="^", color=INK, ms=10)
    axes.annotate(
        f"相机 camera, {camera.position_m[2]:.1f} m",
        (camera.position_m[0], camera.position_m[1]),
        textcoords="offset points",
        xytext=(8, -12),
        fontproperties=figure_font(SMALL_PT),
    )
    axes.set_aspect("equal")
    dress(axes, "x / m", "y / m")
    entitle(axes, "标定误差图", "Calibration error map")
    return finished(figure)


def _draw_usable_edge(axes: Axes, errors: ErrorMap) -> None:
    usable = errors.usable
    if usable.any() and not usable.all() and min(usable.shape) > 1:
        axes.contour(
            errors.x_m, errors.y_m, usable.astype(float), levels=[0.5], colors="red", linewidths=1.6
        )


def _draw_marks(axes: Axes, survey: Survey, rejected: tuple[int, ...]) -> None:
    for index, (x_m, y_m) in enumerate(survey.measured().xyz_m[:, :2]):
        colour = "red" if index in rejected else "white"
        axes.plot(x_m, y_m, marker="o", ms=5, color=colour, markeredgecolor=INK)
        axes.annotate(
            str(index + 1),
            (x_m, y_m),
            textcoords="offset points",
            xytext=(5, 4),
            fontproperties=figure_font(SMALL_PT),
            color=INK,
        )

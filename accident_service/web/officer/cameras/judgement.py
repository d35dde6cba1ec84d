"""What a survey's marks come to, for the page that shows it and the script that follows a drag."""

import math

import numpy as np
from flask_babel import LazyString, lazy_gettext

from accident_service.casework.survey_camera import JudgedSurvey
from accident_service.reconstruction.calibration.advice import AdviceKind, advice_on
from accident_service.reconstruction.calibration.error_map import ErrorMap
from accident_service.reconstruction.calibration.ground_grid import ground_grid
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.web.officer.review.numbers import Json, length_m, rounded

ADVICE: dict[AdviceKind, LazyString] = {
    AdviceKind.BAD_CLICK: lazy_gettext(
        "The marks shown as wrong fit no camera that sees the others and were left out:"
        " click them again, or measure them again."
    ),
    AdviceKind.TOO_FEW: lazy_gettext("Few marks decide the camera; eight or more would check it."),
    AdviceKind.NEARLY_ON_A_LINE: lazy_gettext(
        "The marks lie nearly on one line on the road: add some to its left and right."
    ),
    AdviceKind.SMALL_PART_OF_PICTURE: lazy_gettext(
        "The marks span a small part of the picture: elsewhere the lens is assumed."
    ),
    AdviceKind.CANNOT_BE_CHECKED: lazy_gettext(
        "No mark can be left out: nothing tells how good the camera is. Add a fifth."
    ),
    AdviceKind.WORSE_THAN_CLICKS: lazy_gettext(
        "The marks miss by more than clicks explain: some were measured poorly, and every stated"
        " error was widened."
    ),
    AdviceKind.LEFT_OUT_FAR_OFF: lazy_gettext(
        "Some marks are more than 0.3 m off when they are left out: measure more around them."
    ),
}
UNPLACED = lazy_gettext(
    "These marks place no camera: at least four are needed, not on one line, and each where the"
    " picture shows it."
)
GRID_DECIMALS = 1
UNKNOWN_CM = -1
# The script draws the map in bands; a cell of a metre is as fine as they are. [design]
MOST_CELLS_ACROSS = 64


def advice_of(survey: Survey, judged: JudgedSurvey) -> list[LazyString]:
    """What to put right, each matter once, in the order in which it matters."""
    kinds = [one.kind for one in advice_on(survey, judged.calibration)]
    return [ADVICE[kind] for kind in dict.fromkeys(kinds)]


def judgement(survey: Survey, judged: JudgedSurvey, *, dragging: bool) -> Json:
    """Each mark's miss, the figures, the grid in pixels and the error map, all at once."""
    camera, figures = judged.calibration.camera, judged.figures
    return {
        "camera": {
            "position_m": rounded(camera.position_m, 2),
            "focal_px": round(float(camera.intrinsics[0, 0])),
        },
        "marks": marks_judged(judged),
        "rms_px": round(figures.rms_px, 2),
        "worst_m": _finite(figures.worst_leave_one_out_m),
        "usable_pct": round(100 * figures.usable_share),
        "usable_m2": round(figures.usable_area_m2),
        "reach_m": round(figures.usable_reach_m),
        "advice": [] if dragging else [str(one) for one in advice_of(survey, judged)],
        "grid": grid_of(judged),
        "errors": _error_cells(judged.errors),
    }


def marks_judged(judged: JudgedSurvey) -> list[Json]:
    """Of each mark: how far the camera sees it from its click, and its error when left out."""
    found = judged.calibration
    left_out_m = found.summary.leave_one_out_m
    return [
        {
            "miss_px": rounded(miss_px, 2),
            "left_out_m": _finite(left_out_m[index]) if left_out_m else None,
            "wrong": index in found.rejected,
        }
        for index, miss_px in enumerate(found.residual_px)
    ]


def grid_of(judged: JudgedSurvey) -> list[Json]:
    """The 5 m grid as lines of pixels; usable where a finding may rest on a position."""
    size = judged.calibration.camera.image_size
    return [
        {
            "usable": line.usable,
            "points": " ".join(
                f"{x:.{GRID_DECIMALS}f},{y:.{GRID_DECIMALS}f}" for x, y in line.points_px
            ),
        }
        for line in ground_grid(judged.calibration.camera, judged.errors)
        if np.any((line.points_px >= 0) & (line.points_px <= [size.width_px, size.height_px]))
    ]


def _error_cells(errors: ErrorMap) -> Json:
    """The map thinned to what a screen shows: whole centimetres row by row, -1 where unseen."""
    step = max(1, math.ceil(max(errors.error_m.shape) / MOST_CELLS_ACROSS))
    cells = errors.error_m[::step, ::step]
    centimetres = np.where(np.isfinite(cells), np.minimum(cells, 9.99) * 100, UNKNOWN_CM)
    width_m = float(errors.x_m[1] - errors.x_m[0]) if len(errors.x_m) > 1 else 1.0
    return {
        "x_m": length_m(errors.x_m[0]),
        "y_m": length_m(errors.y_m[0]),
        "cell_m": round(width_m * step, 3),
        "columns": cells.shape[1],
        "rows": cells.shape[0],
        "cm": [round(float(one)) for one in centimetres.ravel()],
    }


def _finite(value_m: float) -> float | None:
    return round(value_m, 3) if math.isfinite(value_m) else None

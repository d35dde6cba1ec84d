"""Which marks of a survey were clicked or measured wrongly: those without whom the rest agree.

A wrong mark pulls the camera towards itself, so its own residual may be small and that of
its neighbours large. So marks are left out in turn, and the fit of the others is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from accident_service.errors import CalibrationUnreliable
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.descent import (
    CLICK_SIGMA_PX,
    best_from_anywhere,
    residual_px,
)
from accident_service.reconstruction.calibration.survey import Survey

# Two clicks too many are left for chance: five marks fix what four cannot contradict.
FEWEST_LEFT, LEAST_SHARE_LEFT = 5, 0.6
MOST_BAD = 2
# Leaving out a good mark lowers the sum of squares by 2 on average and by 20 once in 20,000.
TELLING_DROP = 20.0
# A mark this many sigmas from where the others put it is reason enough to look closer.
SUSPICIOUS_SIGMAS = 4.0
# Of pairs, those with one of the likeliest single marks in them.
_LIKELIEST = 4


@dataclass(frozen=True, slots=True, eq=False)
class Believed:
    """The marks that agree, by their place in the survey, and the camera they agree on."""

    kept: tuple[int, ...]
    camera: CameraModel
    surprise: float

    def variance_px2(self, survey: Survey) -> float:
        """Variance of the kept clicks relative to a careful one's, never below it."""
        left = residual_px(self.camera, survey.only(self.kept)) / CLICK_SIGMA_PX
        freedom = max(left.size - 7.0, 1.0)
        return max(1.0, float(np.sum(left**2)) / freedom)


def believed_marks(survey: Survey) -> Believed:
    """The survey without the one or two marks that contradict all others.

    All of it where no mark stands out, or too few would be left to judge by.

    Raises:
        CalibrationUnreliable: No camera above the road sees the marks in these places.

    Reference:
        Rousseeuw and Leroy, Robust Regression and Outlier Detection, 1987, chapter 6
        (deletion of cases).
    """
    best = _without(survey, ())
    if not _suspicious(best, survey):
        return best
    singles = list(_tried(survey, combinations(range(len(survey)), 1)))
    best = _better(best, singles, survey)
    if not _suspicious(best, survey):
        return best
    ranked = sorted(singles, key=lambda one: one.surprise)[:_LIKELIEST]
    likeliest = {index for one in ranked for index in _left_out(one, survey)}
    pairs = (
        pair for pair in combinations(range(len(survey)), MOST_BAD) if likeliest.intersection(pair)
    )
    return _better(best, list(_tried(survey, pairs)), survey)


def _tried(survey: Survey, choices: Iterator[tuple[int, ...]]) -> Iterator[Believed]:
    """The survey without each of these choices, where enough of it is left."""
    for left_out in choices:
        left = len(survey) - len(left_out)
        if left < max(FEWEST_LEFT, LEAST_SHARE_LEFT * len(survey)):
            continue
        try:
            yield _without(survey, left_out)
        except CalibrationUnreliable:
            continue


def _without(survey: Survey, left_out: tuple[int, ...]) -> Believed:
    kept = tuple(index for index in range(len(survey)) if index not in left_out)
    found = best_from_anywhere(survey.only(kept), "linear")
    return Believed(kept, found.camera, found.surprise)


def _better(best: Believed, others: list[Believed], survey: Survey) -> Believed:
    """The other with the least surprise, if that is worth the marks it leaves out."""
    if not others:
        return best
    least = min(others, key=lambda one: one.surprise)
    fewer = len(best.kept) - len(least.kept)
    worth = TELLING_DROP * fewer * least.variance_px2(survey)
    return least if best.surprise - least.surprise > worth else best


def _suspicious(found: Believed, survey: Survey) -> bool:
    left = residual_px(found.camera, survey.only(found.kept)) / CLICK_SIGMA_PX
    return bool(np.hypot(*left.T).max() > SUSPICIOUS_SIGMAS)


def _left_out(one: Believed, survey: Survey) -> set[int]:
    return set(range(len(survey))) - set(one.kept)

"""What about a survey should be put right, in the order in which it matters.

The fit answers with a camera whatever the marks are like; a person at the site can still
click again or measure another mark, if told which and why.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from accident_service.reconstruction.calibration.error_map import USABLE_ERROR_M
from accident_service.reconstruction.calibration.fit import Calibration
from accident_service.reconstruction.calibration.survey import Survey

# Eight marks leave five numbers over after seven of the camera's are decided.
ENOUGH_POINTS = 8
# Narrower than this, across for along, marks say little of what lies beside their line.
GOOD_SPREAD_RATIO = 0.15
# Chance alone widens the doubt of a good survey by less than this.
WIDENED_MUCH = 1.5
# Marks over less than this share of the picture leave the lens to assumption elsewhere.
GOOD_PICTURE_SHARE = 0.15


class AdviceKind(StrEnum):
    """What is the matter with a survey."""

    BAD_CLICK = "bad-click"
    TOO_FEW = "too-few-points"
    NEARLY_ON_A_LINE = "nearly-on-a-line"
    SMALL_PART_OF_PICTURE = "small-part-of-picture"
    CANNOT_BE_CHECKED = "cannot-be-checked"
    WORSE_THAN_CLICKS = "worse-than-clicks"
    LEFT_OUT_FAR_OFF = "left-out-point-far-off"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to put right."""

    kind: AdviceKind
    sentence: str


def advice_on(survey: Survey, calibration: Calibration) -> tuple[Advice, ...]:
    """Everything about the survey that a person should look at again; empty when it is good."""
    found = [_bad_click(index) for index in calibration.rejected]
    kept = len(survey) - len(calibration.rejected)
    if kept < ENOUGH_POINTS:
        sentence = f"{kept} points decide the camera; {ENOUGH_POINTS} or more would check it"
        found.append(Advice(AdviceKind.TOO_FEW, sentence))
    found += _on_spread(survey)
    left_out_m = calibration.summary.leave_one_out_m
    if not left_out_m:
        sentence = "no point can be left out: nothing tells how good the camera is"
        found.append(Advice(AdviceKind.CANNOT_BE_CHECKED, sentence))
    if calibration.widened > WIDENED_MUCH:
        sentence = (
            "the points left out miss by more than clicks explain: some were measured poorly;"
            f" every stated error is {calibration.widened:.1f} times what clicks alone make it"
        )
        found.append(Advice(AdviceKind.WORSE_THAN_CLICKS, sentence))
    found += [
        Advice(
            AdviceKind.LEFT_OUT_FAR_OFF,
            f"point {index + 1} is {error_m:.2f} m off when it is left out"
            f" ({USABLE_ERROR_M} m accepted): measure more marks around it",
        )
        for index, error_m in enumerate(left_out_m)
        if error_m > USABLE_ERROR_M and index not in calibration.rejected
    ]
    return tuple(found)


def _bad_click(index: int) -> Advice:
    return Advice(
        AdviceKind.BAD_CLICK,
        f"point {index + 1} fits no camera that sees the others; it was left out:"
        " click it again, or measure it again",
    )


def _on_spread(survey: Survey) -> list[Advice]:
    found = []
    places_m = survey.measured().xyz_m[:, :2]
    spread_m = np.linalg.svd(places_m - places_m.mean(axis=0), compute_uv=False)
    ratio = float(spread_m[1] / max(spread_m[0], 1e-9))
    if ratio < GOOD_SPREAD_RATIO:
        sentence = (
            f"the points lie nearly on one line: {ratio:.2f} as wide as long,"
            f" {GOOD_SPREAD_RATIO} wanted"
        )
        found.append(Advice(AdviceKind.NEARLY_ON_A_LINE, sentence))
    size_px = np.array([survey.image_size.width_px, survey.image_size.height_px])
    extent_px = np.ptp(survey.clicked().xy_px, axis=0)
    share = float(np.prod(extent_px / size_px))
    if share < GOOD_PICTURE_SHARE:
        sentence = (
            f"the points span {share:.0%} of the picture ({GOOD_PICTURE_SHARE:.0%} wanted):"
            " elsewhere the lens is assumed, not measured"
        )
        found.append(Advice(AdviceKind.SMALL_PART_OF_PICTURE, sentence))
    return found

"""Struck vehicles once more, now that it is known when: motion may jump where a blow fell.

Motion that is taken for smooth lets a blow of milliseconds leak into the tenths of a second
around it, and is wrong on both sides. Speed and turn are therefore left free at the one step
in which the blow fell; both sides are then told by their own pictures alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.image_terms import Evidence
from accident_service.reconstruction.ground.joint_fit import FittedTrack, Settled
from accident_service.reconstruction.ground.occlusion import presence_of
from accident_service.reconstruction.ground.second_look import (
    CLOSE_LOOK,
    Effort,
    Surroundings,
    own_evidence,
    refined,
)
from accident_service.reconstruction.motion.scene_motion import SceneMotion

# One look is enough to tell in which of neighbouring steps a blow fell: those from so many
# frames before the supposed moment to so many after it.
ONE_LOOK = Effort(1, 2, 12.5)
STEPS_BEFORE, STEPS_AFTER = 1, 2


@dataclass(frozen=True, slots=True)
class Blow:
    """About when two vehicles touched, and which fits are theirs."""

    pts_s: float
    fits: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Struck:
    """A struck vehicle, and what the pictures say of it wherever the blow fell."""

    fit: FittedTrack
    around: Surroundings
    evidence: Evidence

    def at(self, moment_s: float, start: Settled | None, effort: Effort) -> Settled | None:
        """The fit with a blow in the step that holds this moment; None where there is none."""
        row = int(np.searchsorted(self.fit.pts_s, moment_s))
        if not 1 < row < len(self.fit.pts_s) - 1:
            return None
        fit = replace(self.fit, struck_at=(*self.fit.struck_at, row))
        if start is not None:
            fit = replace(fit, states=start.states, size_m=start.size_m)
        return refined(fit, self.evidence, self.around, effort)


def with_blows(
    fits: list[FittedTrack], blows: Sequence[Blow], motion: SceneMotion, camera: CameraModel
) -> list[FittedTrack]:
    """The fits, those of struck vehicles with speed and turn free to jump at each blow.

    A vehicle whose pictures cannot tell keeps its fit. Wrong where the supposed moment is
    several frames off: the jump is then laid elsewhere than where the blow fell.

    Args:
        camera: For the reduced picture.
    """
    everyone = [presence_of(fit, camera, motion.clip.pts_s) for fit in fits]
    again = list(fits)
    for blow in blows:
        pair = []
        for one in blow.fits:
            others = [other for index, other in enumerate(everyone) if index != one]
            around = Surroundings(everyone[one], others, motion, camera)
            pair.append(_Struck(again[one], around, own_evidence(again[one], around)))
        for one, struck in zip(blow.fits, _with_blow(pair, blow.pts_s), strict=True):
            again[one] = struck
    return again


def _with_blow(pair: list[_Struck], moment_s: float) -> list[FittedTrack]:
    """Both with a blow in the step that explains their pictures best together."""
    pts_s = pair[0].around.motion.clip.pts_s
    near = int(np.searchsorted(pts_s, moment_s))
    first, last = max(near - STEPS_BEFORE, 1), min(near + STEPS_AFTER, len(pts_s) - 1)
    tried = []
    for row in range(first, last + 1):
        middle_s = float(pts_s[row - 1] + pts_s[row]) / 2
        told = [one for one in (struck.at(middle_s, None, ONE_LOOK) for struck in pair) if one]
        if len(told) == len(pair):
            tried.append((sum(one.normal.cost for one in told), middle_s, told))
    if not tried:
        return [struck.fit for struck in pair]
    _cost, middle_s, told = min(tried, key=lambda one: one[0])
    return [
        (struck.at(middle_s, start, CLOSE_LOOK) or start).with_covariance()
        for struck, start in zip(pair, told, strict=True)
    ]

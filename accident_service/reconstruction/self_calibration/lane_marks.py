"""The standard's lengths of dashes and gaps, heard as a witness of the camera.

Lane lines are painted in few rhythms. Where what vehicles say of the scale leaves one of them
only, its metres are known far better than the sizes of cars are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.self_calibration.dashes import DashedLine
from accident_service.reconstruction.self_calibration.terms import Terms, robust_square

Array = NDArray[np.float64]

# GB 5768.3-2009, 4.2 to 4.4: dash and gap of lane and centre lines on streets (2 + 4, 4 + 6) and on
# roads for 60 km/h and more (6 + 9).
RHYTHMS_M = ((2.0, 4.0), (4.0, 6.0), (6.0, 9.0))
# Dash by rhythm tells the standard; light that spills over its ends is so much of it.
SHARE_TOLERANCE = 0.05
# Lines that tell one scale agree to this share.
AGREEING_SHARE = 0.08
# A rhythm further off than so many sigmas of the vehicles' scale is another country's.
POSSIBLE_SIGMAS = 2.5
# Painters lay dashes to a few centimetres, and the picture shows their ends to as much again.
PAINTED_SIGMA_M = 0.12
# However many dashes: how rhythms were laid out, and the rest of the camera's doubt, leave lengths
# on the whole this uncertain. [of eight rendered clips the median length was off by 2.1 %, rms]
LAID_OUT_SHARE = 0.025
_STEP = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class LaneMarks:
    """Pairs of dashes, in the picture, and the metres between their middles."""

    from_px: Array  # (n, 2, 2): the two ends of one dash
    to_px: Array  # (n, 2, 2): of the next
    apart_m: Array  # (n,)
    dash_count: int

    def __len__(self) -> int:
        return len(self.apart_m)

    def moved(self, change: Array) -> Self:
        """The same: paint has nothing of its own that is unknown."""
        del change
        return self

    def cost(self, camera: CameraModel) -> float:
        """Robust sum of squares."""
        return float(np.sum(robust_square(self.residual(camera))))

    def terms(self, camera: CameraModel) -> Terms:
        """All pairs, linearised about the camera."""
        by_camera = [
            (self.residual(camera.moved(step)) - self.residual(camera.moved(-step))) / (2 * _STEP)
            for step in _STEP * np.eye(PARAMETER_COUNT)
        ]
        return Terms(
            residual=self.residual(camera),
            weight=np.ones(len(self)),
            by_own=np.zeros((len(self), 0)),
            by_camera=np.array(by_camera).T,
        )

    def residual(self, camera: CameraModel) -> Array:
        """How far each pair lies from its distance under this camera, in sigmas, (n,)."""
        off = (self._seen_apart_m(camera) - self.apart_m) / (PAINTED_SIGMA_M * np.sqrt(2.0))
        return np.asarray(np.nan_to_num(off, nan=1e3))

    def scale(self, camera: CameraModel) -> float:
        """What to multiply this camera's lengths by, so that the pairs are right on the whole."""
        return float(np.sum(self.apart_m) / np.sum(self._seen_apart_m(camera)))

    def _seen_apart_m(self, camera: CameraModel) -> Array:
        middles = [_middles_m(camera, ends_px) for ends_px in (self.from_px, self.to_px)]
        return np.asarray(np.hypot(*(middles[1] - middles[0]).T))


def lane_marks(
    lines: Sequence[DashedLine], camera: CameraModel, scale_sigma_share: float
) -> LaneMarks | None:
    """The lines whose rhythm only one standard can be; None where there are none such.

    Lines that tell different scales are not believed, neither of them. Wrong where a town
    paints by no standard but within the vehicles' doubt of one.

    Args:
        camera: Told from the vehicles, its scale known to `scale_sigma_share` (one sigma).
    """
    told = [(line, _standard_m(line, camera, scale_sigma_share)) for line in lines]
    known = [(line, beat_m, _beat_m(line, camera)) for line, beat_m in told if beat_m > 0]
    if not known:
        return None
    factors = np.array([beat_m / seen_m for _, beat_m, seen_m in known])
    if factors.max() / factors.min() > 1 + AGREEING_SHARE:
        return None
    return LaneMarks(
        from_px=np.concatenate([line.ends_px[:-1] for line, _, _ in known]),
        to_px=np.concatenate([line.ends_px[1:] for line, _, _ in known]),
        apart_m=np.concatenate([np.diff(line.beat) * beat_m for line, beat_m, _ in known]),
        dash_count=sum(len(line) for line, _, _ in known),
    )


def _standard_m(line: DashedLine, camera: CameraModel, scale_sigma_share: float) -> float:
    """The rhythm of the one standard that this line can be; 0 where none or several can."""
    seen_m, share = _beat_m(line, camera), _dash_share(line, camera)
    possible = [
        dash_m + gap_m
        for dash_m, gap_m in RHYTHMS_M
        if abs(np.log((dash_m + gap_m) / seen_m)) <= POSSIBLE_SIGMAS * scale_sigma_share
        and abs(dash_m / (dash_m + gap_m) - share) <= SHARE_TOLERANCE
    ]
    return possible[0] if len(possible) == 1 else 0.0


def _beat_m(line: DashedLine, camera: CameraModel) -> float:
    """The distance from dash to dash under this camera."""
    middle_m = _middles_m(camera, line.ends_px)
    return float(np.hypot(*np.polyfit(line.beat, middle_m, 1)[0]))


def _dash_share(line: DashedLine, camera: CameraModel) -> float:
    ends_m = camera.to_ground(PixelPoints(line.ends_px.reshape(-1, 2))).xy_m.reshape(-1, 2, 2)
    long_m = np.hypot(*(ends_m[:, 1] - ends_m[:, 0]).T)
    return float(np.median(long_m)) / _beat_m(line, camera)


def _middles_m(camera: CameraModel, ends_px: Array) -> Array:
    """Middles of dashes (n, 2, 2) on the road plane, (n, 2)."""
    ends_m = camera.to_ground(PixelPoints(ends_px.reshape(-1, 2))).xy_m.reshape(-1, 2, 2)
    return np.asarray(ends_m.mean(axis=1))

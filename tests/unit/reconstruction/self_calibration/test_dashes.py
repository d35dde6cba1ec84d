"""Lines are painted on a known road; their dashes are asked back."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.self_calibration.dashes import DashedLine, dashed_lines
from tests.scenes.painted_road import Painted, painted_road
from tests.scenes.watched_traffic import CAMERA, STREET_RAD

LANE = Painted((-12.0, 6.0), STREET_RAD, 4.0, 6.0)
STREETS_RAD = np.array([STREET_RAD])


def rhythm_m(line: DashedLine, camera: CameraModel = CAMERA) -> float:
    """Metres from dash to dash."""
    ends_m = camera.to_ground(PixelPoints(line.ends_px.reshape(-1, 2))).xy_m.reshape(-1, 2, 2)
    return float(np.hypot(*np.polyfit(line.beat, ends_m.mean(axis=1), 1)[0]))


def lengths_m(line: DashedLine) -> np.ndarray:
    """How long each dash is."""
    ends_m = CAMERA.to_ground(PixelPoints(line.ends_px.reshape(-1, 2))).xy_m.reshape(-1, 2, 2)
    return np.asarray(np.hypot(*(ends_m[:, 1] - ends_m[:, 0]).T))


def test_a_lane_line_comes_back_to_a_part_of_a_hundredth() -> None:
    (line,) = dashed_lines(painted_road(CAMERA, (LANE,)), CAMERA, STREETS_RAD)

    assert len(line) >= 3
    assert rhythm_m(line) == pytest.approx(10.0, rel=0.01)
    assert lengths_m(line) == pytest.approx(4.0, abs=0.4)


def test_a_street_across_is_looked_at_too() -> None:
    across = Painted((0.0, 6.0), STREET_RAD + np.pi / 2, 2.0, 4.0)
    (line,) = dashed_lines(painted_road(CAMERA, (across,)), CAMERA, STREETS_RAD)

    assert rhythm_m(line) == pytest.approx(6.0, rel=0.015)


def test_the_rhythm_is_seen_whatever_the_camera_says_of_scale() -> None:
    larger = replace(CAMERA, translation_m=1.2 * CAMERA.translation_m)
    (line,) = dashed_lines(painted_road(CAMERA, (LANE,)), larger, STREETS_RAD)

    assert rhythm_m(line, larger) == pytest.approx(12.0, rel=0.015)


def test_a_dash_that_something_stands_on_is_counted_over() -> None:
    hidden = replace(LANE, dash_m=2.0, gap_m=4.0, hidden=(3,))
    (line,) = dashed_lines(painted_road(CAMERA, (hidden,)), CAMERA, STREETS_RAD)

    assert 2 in np.diff(line.beat)
    assert rhythm_m(line) == pytest.approx(6.0, rel=0.015)


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (replace(LANE, dash_m=60.0, gap_m=0.0),),
        (replace(LANE, width_m=1.5),),
        (Painted((-4.0, 14.0), STREET_RAD, 4.0, 40.0),),
    ],
    ids=["bare road", "unbroken line", "blocks of paint", "one dash"],
)
def test_what_is_no_dashed_line_is_none(lines: tuple[Painted, ...]) -> None:
    assert dashed_lines(painted_road(CAMERA, lines), CAMERA, STREETS_RAD) == []


def test_dashes_without_a_rhythm_are_no_line() -> None:
    starts = (0.0, 5.5, 14.0, 26.5)
    way = np.array([np.cos(STREET_RAD), np.sin(STREET_RAD)])
    lines = tuple(
        Painted((x_m, y_m), STREET_RAD, 2.0, 200.0)
        for x_m, y_m in (np.array(LANE.through_m) + start * way for start in starts)
    )
    assert dashed_lines(painted_road(CAMERA, lines), CAMERA, STREETS_RAD) == []

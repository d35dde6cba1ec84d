"""Only never in many looks counts against a track."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.ground.confirmed import FEWEST_LOOKS, box_px, never_seen
from accident_service.reconstruction.ground.trajectory import VehicleClass
from accident_service.reconstruction.motion.repeated_looks import Look
from accident_service.reconstruction.motion.vehicle_detector import Detection, SeenKind
from tests.scenes.street_camera import street_camera
from tests.scenes.two_vehicles import STRIKING

CAMERA = street_camera()
# It stays in the middle of the picture, so that every look should show it.
TRACK = replace(STRIKING, xy_m=np.tile([0.0, 6.0], (len(STRIKING.pts_s), 1)))
LOOKS_S = np.linspace(TRACK.first_pts_s, TRACK.last_pts_s, FEWEST_LOOKS + 5)


def looks(*seen_at: int, off_px: float = 0.0) -> list[Look]:
    found = []
    for number, at_s in enumerate(LOOKS_S):
        box = box_px(TRACK, float(at_s), CAMERA) + off_px
        here = (Detection(box, SeenKind.VEHICLE, 0.5),) if number in seen_at else ()
        found.append(Look(float(at_s), here))
    return found


def test_what_no_look_shows_is_doubtful() -> None:
    assert never_seen([TRACK], looks(), CAMERA) == {TRACK.id}


def test_once_is_enough_even_beside_it() -> None:
    width_px = float(np.diff(box_px(TRACK, 0.0, CAMERA)[[0, 2]])[0])
    assert never_seen([TRACK], looks(7), CAMERA) == frozenset()
    assert never_seen([TRACK], looks(7, off_px=0.3 * width_px), CAMERA) == frozenset()
    assert never_seen([TRACK], looks(7, off_px=3.0 * width_px), CAMERA) == {TRACK.id}


def test_few_looks_tell_nothing() -> None:
    assert never_seen([TRACK], looks()[: FEWEST_LOOKS - 1], CAMERA) == frozenset()


@pytest.mark.parametrize("kind", [VehicleClass.PEDESTRIAN, VehicleClass.TWO_WHEELER])
def test_walkers_and_riders_are_seldom_seen_at_all(kind: VehicleClass) -> None:
    assert never_seen([replace(TRACK, vehicle_class=kind)], looks(), CAMERA) == frozenset()


def test_what_is_out_of_view_cannot_be_seen() -> None:
    away = replace(TRACK, xy_m=np.tile([0.0, -400.0], (len(TRACK.pts_s), 1)))
    assert never_seen([away], looks(), CAMERA) == frozenset()

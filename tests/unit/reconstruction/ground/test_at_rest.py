"""Who stands is told once, while no track is there, and not where one passes through."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.at_rest import at_rest, beside_the_moving
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.standing import standing_vehicles
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.ground.vehicle_shape import CAR, USUAL_FRINGE_M
from accident_service.reconstruction.motion.repeated_looks import Look
from accident_service.reconstruction.motion.vehicle_detector import Detection, SeenKind
from tests.scenes.street_camera import street_camera
from tests.scenes.two_vehicles import STRIKING

CAMERA = street_camera()
LANE_RAD = 0.3
PTS_S = STRIKING.pts_s
LOOKS_S = np.arange(PTS_S[0], PTS_S[-1], 0.4)


def lanes(_x_m: float, _y_m: float) -> tuple[float, ...]:
    return (LANE_RAD,)


def box_of(x_m: float, y_m: float, heading_rad: float = LANE_RAD) -> Detection:
    body_m = CAR.points_m(np.array([4.5, 1.79, 1.48, USUAL_FRINGE_M]))
    pixels = seen(CAMERA, placed(body_m, np.array([[x_m, y_m, heading_rad]])))[0]
    box_px = np.concatenate([pixels.min(axis=0), pixels.max(axis=0)])
    return Detection(box_px, SeenKind.VEHICLE, 0.8)


def standing_at(x_m: float, y_m: float) -> GroundTrajectory:
    (vehicle,) = standing_vehicles(CAMERA, [box_of(x_m, y_m)], lanes)
    return vehicle.trajectory(TrackId("s1"), PTS_S)


def track_along(xy_m: np.ndarray) -> GroundTrajectory:
    return replace(STRIKING, xy_m=np.asarray(xy_m, dtype=np.float64))


def test_a_parked_car_is_told_where_it_is_seen_again_and_again() -> None:
    looks = [Look(float(at_s), (box_of(0.0, 6.0),)) for at_s in LOOKS_S]
    (parked,) = at_rest(looks, CAMERA, lanes, [], PTS_S)
    assert parked.id == "s1"
    assert parked.xy_m[0] == pytest.approx([0.0, 6.0], abs=0.15)
    assert len(parked.pts_s) >= len(PTS_S) - 10  # from the first look to the last


def test_what_a_track_explains_is_left_to_the_track() -> None:
    followed = track_along(np.tile([0.8, 6.3], (len(PTS_S), 1)))
    looks = [Look(float(at_s), (box_of(0.0, 6.0),)) for at_s in LOOKS_S]
    followed = replace(followed, heading_rad=np.full(len(PTS_S), LANE_RAD))
    assert at_rest(looks, CAMERA, lanes, [followed], PTS_S) == ()


def test_two_cannot_be_in_one_place() -> None:
    place = STRIKING.xy_m[len(PTS_S) // 2]
    through = track_along(place + np.outer(np.linspace(-15.0, 15.0, len(PTS_S)), [1.0, 0.0]))
    standing = replace(standing_at(0.0, 6.0), xy_m=np.tile(place, (len(PTS_S), 1)))
    assert beside_the_moving([standing], [through]) == ()
    beside = replace(standing, xy_m=standing.xy_m + np.array([0.0, 4.0]))
    (told,) = beside_the_moving([beside], [through])
    assert len(told.pts_s) == len(PTS_S)


def test_who_drives_off_is_told_until_its_track_begins() -> None:
    standing = standing_at(0.0, 6.0)
    half = len(PTS_S) // 2
    way = np.outer(np.linspace(0.0, 20.0, len(PTS_S) - half), [1.0, 0.3])
    leaving = _part(STRIKING, slice(half, None), standing.xy_m[0] + way)
    (told,) = beside_the_moving([standing], [leaving])
    assert told.pts_s[-1] < leaving.first_pts_s
    assert told.pts_s[0] == PTS_S[0]


def test_who_came_to_rest_is_told_from_when_its_track_ends() -> None:
    standing = standing_at(0.0, 6.0)
    half = len(PTS_S) // 2
    way = np.outer(np.linspace(-20.0, 0.0, half), [1.0, 0.3])
    coming = _part(STRIKING, slice(half), standing.xy_m[0] + way)
    (told,) = beside_the_moving([standing], [coming])
    assert told.pts_s[0] > coming.last_pts_s
    assert told.pts_s[-1] == PTS_S[-1]


def _part(track: GroundTrajectory, rows: slice, xy_m: np.ndarray) -> GroundTrajectory:
    kept = np.zeros(len(track.pts_s), dtype=bool)
    kept[rows] = True
    return replace(track.at_rows(kept), xy_m=xy_m)

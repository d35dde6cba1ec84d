from dataclasses import replace

import numpy as np

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.credible import (
    credible,
    has_gone,
    one_each,
    without_pieces,
)
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.trajectories import trajectory_of
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.ground.vehicle_shape import CAR, WALKER
from tests.scenes.seen_vehicle import CAMERA, evidence, straight_states, times_s


def track(**changes: object) -> FittedTrack:
    states = straight_states()
    fit = FittedTrack(
        shape=CAR,
        silhouettes=evidence(states),
        pts_s=times_s(states),
        states=states,
        size_m=CAR.size_m,
        covariance=np.broadcast_to(0.01 * np.eye(4), (len(states), 4, 4)).copy(),
        size_covariance_m2=0.01 * np.eye(4),
        misfit=1.0,
    )
    return replace(fit, **changes)  # type: ignore[arg-type]  # passed on as given


def moved(fit: FittedTrack, x_m: float, y_m: float) -> FittedTrack:
    return replace(fit, states=fit.states + np.array([x_m, y_m, 0.0, 0.0]))


def test_two_cars_side_by_side_are_both_kept() -> None:
    cars = [track(), moved(track(), 0.0, 2.8)]
    assert credible(cars) == cars


def test_a_lamp_that_travels_inside_its_car_is_dropped() -> None:
    car = track()
    lamp = moved(track(shape=WALKER, size_m=WALKER.size_m), 1.8, -0.5)
    lamp = replace(lamp, states=lamp.states * [1.0, 1.0, 1.0, 0.4])
    assert credible([lamp, car]) == [car]


def test_nobody_walks_at_eight_metres_a_second() -> None:
    assert credible([track(shape=WALKER, size_m=WALKER.size_m)]) == []


def test_what_no_vehicle_explains_is_dropped() -> None:
    assert credible([track(misfit=20.0)]) == []
    jerky = straight_states(speed_mps=np.where(np.arange(60) % 2 == 0, 5.0, 9.0))
    assert credible([track(states=jerky)]) == []
    spinning = straight_states()
    spinning[:, 2] = np.arange(60) * 0.3
    assert credible([track(states=spinning)]) == []


def test_two_that_met_and_stand_together_afterwards_are_both_kept() -> None:
    first = track()
    standing_from = 15
    states = first.states.copy()
    states[standing_from:, :3] = states[standing_from, :3]
    states[standing_from:, 3] = 0.0
    away_m = np.where(np.arange(len(states)) < standing_from, 4.0, 0.3)
    other = states + np.column_stack([0 * away_m, away_m, 0 * away_m, 0 * away_m])
    met = [replace(first, states=states), replace(first, states=other)]
    assert credible(met) == met


def test_of_two_fits_to_one_car_the_better_is_kept() -> None:
    worse = track(misfit=2.6, size_m=1.1 * CAR.size_m)
    better = moved(track(misfit=1.9), 0.3, 0.1)
    elsewhere = moved(track(misfit=1.0), 0.0, 3.0)
    assert one_each([worse, better, elsewhere]) == [better, elsewhere]


def test_a_car_fitted_twice_is_one_car() -> None:
    car = track()
    part = car.states[:40]
    again = track(
        silhouettes=evidence(part),
        pts_s=car.pts_s[:40],
        states=part + np.array([0.3, 0.2, 0.0, 0.0]),
    )
    assert without_pieces([again, car]) == [car]


def gone(way_m: float) -> GroundTrajectory:
    trajectory = trajectory_of(track(), CAMERA, TrackId("t1"))
    away_m = np.linspace(0.0, way_m, len(trajectory.pts_s))
    return replace(trajectory, xy_m=trajectory.xy_m[:1] + np.column_stack([away_m, 0 * away_m]))


def test_what_stays_where_it_appeared_has_gone_nowhere() -> None:
    sigma_m = float(np.median(gone(0.0).xy_sigma_m.max(axis=1)))
    assert not has_gone(gone(0.0))
    assert not has_gone(gone(1.9 * sigma_m))
    assert has_gone(gone(2.1 * sigma_m))


def test_a_metre_is_a_way_however_doubtful_the_place() -> None:
    doubtful = replace(gone(1.1), xy_sigma_m=np.full((60, 2), 1.5))
    assert has_gone(doubtful)
    assert not has_gone(replace(gone(0.9), xy_sigma_m=doubtful.xy_sigma_m))

from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.stitching import chained, joined
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)
from tests.scenes.seen_vehicle import CAMERA

PTS_S = np.arange(0.0, 6.0, 0.04)
# The middle of what the camera sees: a vehicle on it touches no border.
MIDDLE = np.array([CAMERA.position_m[0], CAMERA.position_m[1] + 22.0])
SPEED_MPS, BRAKING_MPS2 = 4.0, 0.8


def driven(name: str, first_s: float, last_s: float, aside_m: float = 0.0) -> GroundTrajectory:
    """A stretch of the drive of one car, going east past the middle and braking gently."""
    pts_s = PTS_S[(first_s <= PTS_S) & (last_s >= PTS_S)]
    since_s = pts_s - 3.0
    x_m = MIDDLE[0] + SPEED_MPS * since_s - BRAKING_MPS2 * since_s**2 / 2
    count = len(pts_s)
    return GroundTrajectory(
        id=TrackId(name),
        vehicle_class=VehicleClass.CAR,
        dimensions=VehicleDimensions(4.5, 1.8, 1.5, 0.2, 0.1),
        pts_s=pts_s,
        xy_m=np.column_stack([x_m, np.full(count, MIDDLE[1] + aside_m)]),
        heading_rad=np.zeros(count),
        speed_mps=SPEED_MPS - BRAKING_MPS2 * since_s,
        xy_sigma_m=np.full((count, 2), 0.2),
        heading_sigma_rad=np.full(count, 0.03),
        speed_sigma_mps=np.full(count, 0.2),
        visible_share=np.ones(count),
    )


BEFORE, AFTER = driven("t1", 1.5, 2.4), driven("t2", 3.6, 4.5)


def names(pieces: list[GroundTrajectory]) -> list[list[str]]:
    return [[str(piece.id) for piece in chain] for chain in chained(pieces, CAMERA)]


def test_a_vehicle_that_comes_out_where_it_should_is_the_one_that_went_in() -> None:
    assert names([BEFORE, AFTER]) == [["t1", "t2"]]


def test_a_bridge_follows_the_road_and_its_doubt_holds_the_truth() -> None:
    whole = joined(chained([BEFORE, AFTER], CAMERA)[0], PTS_S)
    assert whole.id == BEFORE.id
    assert whole.pts_s == pytest.approx(PTS_S[(PTS_S >= 1.5) & (PTS_S <= 4.5)])
    truth = driven("t", 1.5, 4.5)
    assert whole.xy_m == pytest.approx(truth.xy_m, abs=0.01)
    assert whole.speed_mps == pytest.approx(truth.speed_mps, abs=0.01)
    hidden = whole.visible_share == 0.0
    assert hidden.sum() == ((PTS_S > 2.4) & (PTS_S < 3.6)).sum()
    assert whole.xy_sigma_m[hidden].max() > whole.xy_sigma_m[~hidden].max()
    assert whole.speed_sigma_mps[hidden].max() > whole.speed_sigma_mps[~hidden].max()


def test_who_halted_behind_the_bus_is_within_the_doubt() -> None:
    # 4 m/s, one second to a stop, and off again: what a bridge does not know.
    halted = replace(AFTER, xy_m=AFTER.xy_m - np.array([1.2, 0.0]))
    whole = joined(chained([BEFORE, halted], CAMERA)[0], PTS_S)
    middle = int(np.argmin(np.abs(whole.pts_s - 3.0)))
    assert abs(whole.xy_m[middle, 0] - (MIDDLE[0] - 1.0)) < 2.5 * whole.xy_sigma_m[middle, 0]


@pytest.mark.parametrize(
    "other",
    [
        driven("t2", 3.6, 4.5, aside_m=3.5),
        replace(AFTER, xy_m=AFTER.xy_m + np.array([6.0, 0.0])),
        replace(AFTER, dimensions=VehicleDimensions(10.5, 2.5, 3.0, 0.4, 0.1)),
        replace(AFTER, vehicle_class=VehicleClass.TWO_WHEELER),
        replace(AFTER, heading_rad=AFTER.heading_rad + 2.0),
        driven("t2", 2.4, 4.5),
    ],
    ids=["next lane", "too far", "a bus", "a cyclist", "another way", "seen at once"],
)
def test_what_one_vehicle_cannot_have_done_was_another(other: GroundTrajectory) -> None:
    assert names([BEFORE, other]) == [["t1"], ["t2"]]


def test_where_two_may_have_come_out_neither_is_taken() -> None:
    rival = replace(AFTER, id=TrackId("t3"), xy_m=AFTER.xy_m + np.array([0.8, 0.5]))
    assert names([BEFORE, AFTER, rival]) == [["t1"], ["t2"], ["t3"]]


def test_too_long_hidden_is_another_track() -> None:
    assert names([driven("t1", 1.0, 1.6), driven("t2", 4.4, 5.0)]) == [["t1"], ["t2"]]


def test_far_away_a_place_says_too_little() -> None:
    pieces = [replace(piece, xy_sigma_m=np.full_like(piece.xy_m, 1.6)) for piece in (BEFORE, AFTER)]
    assert names(pieces) == [["t1"], ["t2"]]


def test_who_left_the_picture_has_not_been_hidden() -> None:
    away = np.array([CAMERA.position_m[0] - 40.0 - MIDDLE[0], 0.0])
    pieces = [replace(piece, xy_m=piece.xy_m + away) for piece in (BEFORE, AFTER)]
    assert names(pieces) == [["t1"], ["t2"]]


def test_a_chain_of_one_is_that_one() -> None:
    alone = joined((BEFORE,), PTS_S)
    assert alone.xy_m == pytest.approx(BEFORE.xy_m)
    assert alone.id == BEFORE.id

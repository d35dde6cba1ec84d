import json
from pathlib import Path
from typing import Any

import pytest

from accident_service.adapters.trajectory_files import read_reconstruction
from accident_service.errors import InvalidSite
from accident_service.reconstruction.ground.trajectory import VehicleClass


def poses(x_m: float, speed_mps: float, *, heading_rad: float = 0.0) -> list[dict[str, float]]:
    return [
        {
            "t_s": k * 0.1,
            "x_m": x_m + speed_mps * k * 0.1,
            "y_m": 0.0,
            "heading_rad": heading_rad,
            "speed_mps": speed_mps,
        }
        for k in range(100)
    ]


SHORT: dict[str, Any] = {
    "format": "accident-analysis/1",
    "clip": "here",
    "tracks": [
        {"id": "a", "class": "car", "length_m": 4.5, "width_m": 1.8, "poses": poses(20.0, 0.0)},
        {"id": "b", "length_m": 4.5, "width_m": 1.8, "poses": poses(-40.5, 8.0)},
    ],
    "contacts": [{"t_s": 7.0, "x_m": 17.75, "y_m": 0.0, "pair": ["b", "a"]}],
}

TRUTH: dict[str, Any] = {
    "schema": "lab-truth/1",
    "pts": [0.0, 0.04, 0.08],
    "track_columns": ["frame", "t", "x", "y", "heading", "speed", "visible"],
    "vehicles": [
        {
            "id": "v1",
            "class": "ebike",
            "length": 1.8,
            "width": 0.7,
            "height": 1.6,
            "track": [[k, k * 0.04, 1.0, 2.0, 0.1, 0.0, 0.5 * k] for k in range(3)],
        },
        {
            "id": "v2",
            "class": "car",
            "length": 4.5,
            "width": 1.8,
            "height": 1.5,
            "track": [[k, k * 0.04, 5.0, 2.0, 3.1, 1.0, 1.0] for k in range(3)],
        },
        {"id": "v2-door", "class": "door", "track": []},
    ],
    "collisions": [
        {
            "t": 0.06,
            "ids": ["v1", "v2"],
            "point": [2.5, 2.0],
            "contact_clock": {"v1": 12, "v2": 12},
            "closing_speed": 1.0,
            "delta_v": {"v1": 0.5, "v2": 0.1},
            "speed_before": {"v1": 0.0, "v2": 1.0},
        }
    ],
}


def written(folder: Path, document: dict[str, Any]) -> Path:
    path = folder / "tracks.json"
    path.write_text(json.dumps(document))
    return path


def test_tracks_and_contacts_alone_are_enough(tmp_path: Path) -> None:
    found = read_reconstruction(written(tmp_path, SHORT))

    (event,) = found.collisions
    assert event.tracks == ("b", "a")
    assert (event.first.clock, event.second.clock) == (12, 6)
    assert event.closing_speed_mps.value == pytest.approx(8.0)
    assert found.timing.median_interval_s == pytest.approx(0.1)
    assert found.trajectory(event.first.track).vehicle_class is VehicleClass.UNKNOWN


def test_clock_positions_and_interval_are_taken_where_they_are_given(tmp_path: Path) -> None:
    contact = {**SHORT["contacts"][0], "clock": {"a": 5, "b": 1}, "t_low_s": 6.9, "t_high_s": 7.2}

    (event,) = read_reconstruction(written(tmp_path, {**SHORT, "contacts": [contact]})).collisions

    assert (event.first.clock, event.second.clock) == (1, 5)
    assert (event.pts_interval_s.low, event.pts_interval_s.high) == (6.9, 7.2)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"format": "tracks/3"}, "format is 'tracks/3'"),
        ({"tracks": []}, "at least one track"),
        ({"contacts": None}, "empty where nothing touched"),
        ({"contacts": [{"t_s": 7.0, "x_m": 1, "y_m": 1, "pair": ["b", "c"]}]}, "pair"),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, changes: dict[str, object], complaint: str
) -> None:
    with pytest.raises(InvalidSite, match=complaint):
        read_reconstruction(written(tmp_path, {**SHORT, **changes}))


def test_exact_tracks_are_read_with_small_sigmas(tmp_path: Path) -> None:
    found = read_reconstruction(written(tmp_path, TRUTH))

    rider, car = found.trajectories
    assert rider.vehicle_class is VehicleClass.TWO_WHEELER
    assert car.vehicle_class is VehicleClass.CAR
    assert car.xy_sigma_m.max() < 0.1
    (event,) = found.collisions
    assert event.tracks == ("v1", "v2")
    assert event.approach_angle_rad == pytest.approx(3.0)


def test_a_truth_without_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSite, match="track_columns"):
        read_reconstruction(written(tmp_path, {**TRUTH, "track_columns": None}))

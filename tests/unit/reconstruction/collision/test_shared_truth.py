"""Contacts in exact tracks of rendered clips, dirtied, and in two published simulations."""

import csv
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, uniform_filter1d

from accident_service.adapters.trajectory_files import read_reconstruction
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.collision.contacts import find_contacts
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)

SHARED = Path(__file__).parents[5] / "shared"
CLIPS = sorted((SHARED / "clips").glob("*.truth.json"))
M_PER_FT, MPS_PER_MPH = 0.3048, 0.44704


def dirtied(
    truth: GroundTrajectory, rng: np.random.Generator, place_sigma_m: float
) -> GroundTrajectory:
    """With an error shared by the track, some noise, and 0.2 s of smoothing."""
    count = len(truth.pts_s)
    frame_s = float(np.median(np.diff(truth.pts_s))) if count > 1 else 1.0

    def seen(column: NDArray[np.float64], noise: float) -> NDArray[np.float64]:
        noisy = column + rng.normal(0.0, noise, count)
        return np.asarray(uniform_filter1d(noisy, max(round(0.2 / frame_s), 1), mode="nearest"))

    size, off = truth.dimensions, rng.normal(0.0, 0.1, 2)
    places = [seen(truth.xy_m[:, k], 0.03) + rng.normal(0.0, place_sigma_m) for k in (0, 1)]
    return replace(
        truth,
        xy_m=np.column_stack(places),
        heading_rad=seen(truth.heading_rad, 0.005) + rng.normal(0.0, 0.01),
        speed_mps=seen(truth.speed_mps, 0.05),
        xy_sigma_m=np.full((count, 2), float(np.hypot(place_sigma_m, 0.03))),
        dimensions=VehicleDimensions(
            size.length_m + off[0], size.width_m + off[1], size.height_m, 0.1, 0.1
        ),
    )


@pytest.mark.skipif(not CLIPS, reason="the shared clips' truths are not here")
@pytest.mark.parametrize("path", CLIPS, ids=lambda path: path.name.split(".")[0])
@pytest.mark.parametrize("place_sigma_m", [0.1, 0.2, 0.3])
def test_contacts_of_rendered_clips(path: Path, place_sigma_m: float) -> None:
    truth = read_reconstruction(path)
    rng = np.random.default_rng(round(10 * place_sigma_m))
    found = find_contacts([dirtied(t, rng, place_sigma_m) for t in truth.trajectories])
    assert len(found.collisions) == len(truth.collisions)
    for event, true in zip(found.collisions, truth.collisions, strict=True):
        assert set(event.tracks) == set(true.tracks)
        assert event.pts_s == pytest.approx(true.pts_s, abs=0.1)
        assert event.pts_interval_s.low <= true.pts_s <= event.pts_interval_s.high
        for track in event.tracks:
            hours = event.side_of(track).clock - true.side_of(track).clock
            assert (hours + 1) % 12 <= 2


def simulated(path: Path, sheet: str) -> GroundTrajectory:
    """A vehicle of a PC-Crash table: columns A time, N O place, S yaw, T U velocity."""
    with zipfile.ZipFile(path) as workbook:
        text = workbook.read(f"xl/worksheets/{sheet}.xml").decode()
    rows = []
    # The two rows of headings come first.
    for row in re.findall(r"<row .*?</row>", text, re.DOTALL)[2:]:
        cells = dict(re.findall(r'<c r="([A-Z]+)\d+"[^>]*><v>([^<]*)</v>', row))
        if {"A", "N", "O", "S", "T", "U"} <= set(cells):
            rows.append([float(cells[column]) for column in ("A", "N", "O", "S", "T", "U")])
    table = np.array(rows)
    table = table[np.concatenate([[True], np.diff(table[:, 0]) > 0])]
    count, heading_rad = len(table), np.unwrap(np.radians(table[:, 3]))
    ahead = np.column_stack([np.cos(heading_rad), np.sin(heading_rad)])
    return GroundTrajectory(
        id=TrackId(sheet),
        vehicle_class=VehicleClass.CAR,
        dimensions=VehicleDimensions(4.6, 1.8, 1.5, 0.1, 0.1),
        pts_s=table[:, 0],
        xy_m=table[:, 1:3] * M_PER_FT,
        heading_rad=heading_rad,
        speed_mps=np.sum(table[:, 4:6] * MPS_PER_MPH * ahead, axis=1),
        xy_sigma_m=np.full((count, 2), 0.1),
        heading_sigma_rad=np.full(count, 0.01),
        speed_sigma_mps=np.full(count, 0.05),
        visible_share=np.ones(count),
    )


def watched_from_above(rows: NDArray[np.float64], name: str) -> GroundTrajectory | None:
    """A vehicle of the drone's table: columns frame, x, y, length, width; None if it stands."""
    rows = rows[np.argsort(rows[:, 0])]
    rows = rows[np.concatenate([[True], np.diff(rows[:, 0]) > 0])]
    if len(rows) < 30:
        return None
    pts_s = rows[:, 0] / 30.0
    xy_m = np.column_stack([gaussian_filter1d(rows[:, axis], 2) for axis in (1, 2)])
    velocity = np.gradient(xy_m, pts_s, axis=0)
    speed_mps = np.hypot(*velocity.T)
    driving = speed_mps > 1.0
    if np.count_nonzero(driving) < 10:
        return None
    turned_rad = np.unwrap(np.arctan2(velocity[driving, 1], velocity[driving, 0]))
    count, size_m = len(rows), np.median(rows[:, 3:5], axis=0)
    return GroundTrajectory(
        id=TrackId(name),
        vehicle_class=VehicleClass.CAR,
        dimensions=VehicleDimensions(float(size_m[0]), float(size_m[1]), 1.5, 0.1, 0.1),
        pts_s=pts_s,
        xy_m=xy_m,
        heading_rad=np.interp(pts_s, pts_s[driving], turned_rad),
        speed_mps=speed_mps,
        xy_sigma_m=np.full((count, 2), 0.2),
        heading_sigma_rad=np.full(count, 0.03),
        speed_sigma_mps=np.full(count, 0.2),
        visible_share=np.ones(count),
    )


def test_nobody_touches_at_a_real_junction_seen_from_a_drone() -> None:
    path = SHARED / "trajectories" / "songdo_drone" / "U_video_cut.csv"
    if not path.exists():
        pytest.skip("the recorded junction is not here")
    wanted = ("Frame_Number", "Local_X", "Local_Y", "Vehicle_Length", "Vehicle_Width")
    vehicles: dict[str, list[list[float]]] = {}
    with path.open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            if all(row[column] for column in wanted):
                vehicles.setdefault(row["Vehicle_ID"], []).append([float(row[c]) for c in wanted])
    seen = [watched_from_above(np.array(rows), name) for name, rows in vehicles.items()]
    driving = [one for one in seen if one is not None]
    assert len(driving) > 50
    assert not find_contacts(driving).collisions


@pytest.mark.parametrize(
    ("name", "touch_s", "delta_v_mph"),
    [
        ("30-mph-t-impact-data", 0.70, (np.hypot(5.94, 1.66), np.hypot(6.13, 2.15))),
        # The striking car loses 17.2 mph to the row after the impact, braking included.
        ("30-mph-inline-impact-data", 0.555, (17.2, 16.02)),
    ],
)
def test_simulated_impacts_at_ten_hertz(
    name: str, touch_s: float, delta_v_mph: tuple[float, float]
) -> None:
    path = SHARED / "trajectories" / "pc_crash" / f"{name}.xlsx"
    if not path.exists():
        pytest.skip("the published simulations are not here")
    (event,) = find_contacts([simulated(path, "sheet1"), simulated(path, "sheet2")]).collisions
    assert event.pts_s == pytest.approx(touch_s, abs=0.1)
    assert event.pts_interval_s.low <= touch_s <= event.pts_interval_s.high
    for side, mph in zip((event.first, event.second), delta_v_mph, strict=True):
        assert side.delta_v_mps is not None
        assert side.delta_v_mps.value == pytest.approx(mph * MPS_PER_MPH, rel=0.1)

"""A car at 40 km/h, rendered once, and written as recorders write: evenly, unevenly, untruly."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from accident_service.adapters.clip_watching import watched
from accident_service.adapters.scene_files import read_scene
from accident_service.reconstruction.calibration.fit import calibrate
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.reconstruct import MotionOutcome, reconstruct
from accident_service.reconstruction.result import TimingSummary
from accident_service.reconstruction.time_doubt import doubted_trajectory
from tests.scenes.rendered import StatedVehicle, rendered

Pixels = NDArray[np.uint8]
Shown = list[tuple[float, Pixels]]

SPEED_MPS = 40.0 / 3.6
RATE_HZ = 25.0
LONG_S = 5.0
_CLOCK_ROWS = 30
_TICKS_HZ = 12_800


@dataclass(frozen=True, slots=True, eq=False)
class KnownDrive:
    """The pictures of the drive at 25 a second, and the scene file of its camera."""

    shown: Shown
    scene: Path

    def without_clock(self) -> Shown:
        """The pictures with the burnt-in time painted over."""
        blind = []
        for pts_s, picture in self.shown:
            covered = picture.copy()
            covered[:_CLOCK_ROWS] = 96
            blind.append((pts_s, covered))
        return blind


@dataclass(frozen=True, slots=True, eq=False)
class MeasuredDrive:
    """What the service says of the car, and of the time it was told by."""

    trajectory: GroundTrajectory
    timing: TimingSummary

    @property
    def misses(self) -> NDArray[np.float64]:
        """By how many sigmas the speed is off, while the car is well in view."""
        near = np.abs(self.trajectory.xy_m[:, 0]) < 8.0
        off_mps = np.abs(self.trajectory.speed_mps[near] - SPEED_MPS)
        return np.asarray(off_mps / self.trajectory.speed_sigma_mps[near])

    @property
    def doubt_mps(self) -> float:
        """Half of the usual k = 2 interval."""
        return 2.0 * float(np.median(self.trajectory.speed_sigma_mps))


def driven(folder: Path) -> KnownDrive:
    """Render the drive."""
    half_m = SPEED_MPS * LONG_S / 2
    way = np.array([[0.0, -half_m, -1.75, 0.0], [LONG_S, half_m, -1.75, 0.0]])
    scene = rendered(StatedVehicle(id="a", waypoints=way), duration_s=LONG_S, seed=3)
    path = folder / "scene.json"
    path.write_text(json.dumps(scene.clip.scene()))
    return KnownDrive(list(scene.pictures()), path)


def written(path: Path, shown: Shown) -> Path:
    """The pictures as a recorder codes them."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"preset": "veryfast"})
        rows, columns, _ = shown[0][1].shape
        stream.width, stream.height, stream.pix_fmt = columns, rows, "yuv420p"
        stream.codec_context.time_base = Fraction(1, _TICKS_HZ)
        for pts_s, picture in shown:
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = round(pts_s * _TICKS_HZ), Fraction(1, _TICKS_HZ)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def measured(clip: Path, scene: Path) -> MeasuredDrive:
    """The one car the service finds in the clip, with the clock's doubt in its sigmas."""
    camera = calibrate(read_scene(scene).survey).camera

    def followed(frames: Iterable[GrayFrame]) -> MotionOutcome:
        return reconstruct(frames, camera)

    seen = watched(clip, followed)
    longest = max(seen.found.trajectories, key=lambda one: one.last_pts_s - one.first_pts_s)
    return MeasuredDrive(doubted_trajectory(longest, seen.timing), seen.timing)

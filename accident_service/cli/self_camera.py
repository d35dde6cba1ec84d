"""`camera calibrate --self`: place a camera from the traffic of a clip, and show how well."""

from pathlib import Path

import click
import numpy as np

from accident_service.adapters.calibration_stills import still_of
from accident_service.adapters.camera_files import write_camera
from accident_service.adapters.clip_camera import camera_of_clip
from accident_service.quantities.uncertainty import COVERAGE_FACTOR
from accident_service.reconstruction.calibration.error_map import error_map
from accident_service.reconstruction.calibration.fit import Calibration
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.reconstruction.exhibits.calibration_overlay import overlay
from accident_service.reconstruction.self_calibration.scale_doubt import taken_for_exact
from accident_service.reconstruction.self_calibration.self_calibrate import SelfCalibration


def calibrate_from_traffic(clip: Path, out: Path) -> None:
    """Write camera.json and overlay.png, and tell what the traffic told of the camera.

    Raises:
        ClipUnreadable: The clip is refused or cannot be decoded.
        EvidenceInsufficient: Its times or its traffic do not tell the camera.
    """
    told = camera_of_clip(clip)
    unmarked = Survey(told.camera.image_size, ())
    errors = error_map(told.camera)
    out.mkdir(parents=True, exist_ok=True)
    found = Calibration(told.camera, told.summary, (), np.zeros((0, 2)))
    write_camera(out / "camera.json", found, errors)
    # The grid shows the camera's axes and tilt; the doubt all lengths share would hide it.
    drawn = error_map(taken_for_exact(told.camera))
    picture = overlay(still_of(clip), unmarked, told.camera, drawn, ())
    (out / "overlay.png").write_bytes(picture)
    for line in lines_about(told):
        click.echo(line)
    click.echo(f"written to {out}")


def lines_about(told: SelfCalibration) -> tuple[str, ...]:
    """The camera in words, each figure with its 95 % interval."""
    camera = told.camera
    doubt = COVERAGE_FACTOR * np.sqrt(np.diag(camera.parameter_covariance))
    doubt_percent = 100 * COVERAGE_FACTOR * told.scale_sigma_share
    focal_px = float(camera.intrinsics[0, 0])
    pitch_deg = float(np.degrees(np.arcsin(-camera.rotation[2, 2])))
    return (
        f"told by {told.told_by}; no mark was surveyed",
        (
            f"camera {camera.position_m[2]:.2f} ± {doubt[11]:.2f} m above the road, looking"
            f" {pitch_deg:.1f} ± {np.degrees(doubt[6]):.1f} degrees down, focal length"
            f" {focal_px:.0f} ± {doubt[0] * focal_px:.0f} px"
        ),
        (
            f"every length may be {doubt_percent:.0f} % off, all of them alike; a survey of eight"
            " marks would settle it"
        ),
    )

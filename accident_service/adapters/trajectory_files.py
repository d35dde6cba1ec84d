"""Read trajectories somebody already has, so that facts and law can be tried on them alone.

Two formats: `accident-analysis/1` (this service's results, or a file with as little as its
tracks and contacts) and `lab-truth/1` (exact tracks of a rendered clip). Whatever such a
file does not say of its camera and clock is taken as good, because its own sigmas are
believed; a full result of ours carries its own figures and is judged by them.
"""

from pathlib import Path

import numpy as np

from accident_service.adapters.analysis_files import (
    ANALYSIS_FORMAT,
    calibration_of,
    from_document,
)
from accident_service.adapters.fields import Fields, read_json
from accident_service.adapters.given_contacts import given_contact
from accident_service.adapters.lab_truth import (
    LAB_FORMAT,
    timing_of_frames,
    truth_reconstruction,
)
from accident_service.adapters.timing_records import timing_of
from accident_service.adapters.track_records import trajectory_of
from accident_service.errors import InvalidInput
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.result import (
    CalibrationSummary,
    Reconstruction,
    TimingSummary,
)

TRUSTED_CALIBRATION = CalibrationSummary(
    point_count=0, residual_rms_px=0.0, leave_one_out_m=(0.0,), camera_height_m=0.0
)


def read_reconstruction(path: Path) -> Reconstruction:
    """Read trajectories and contacts from a file of either format.

    Raises:
        InvalidSite: The file or a field cannot be used; the message says which and why.
    """
    fields = read_json(path)
    if fields.table.get("schema") == LAB_FORMAT:
        return truth_reconstruction(fields)
    if fields.table.get("format") != ANALYSIS_FORMAT:
        raise fields.refuse("format", f"'{ANALYSIS_FORMAT}', or `schema` '{LAB_FORMAT}'")
    try:
        return from_document(fields)
    except InvalidInput:
        # Not one of our own full results; the least that is needed is read instead, and
        # complains in its own words.
        return _least(fields)


def _least(fields: Fields) -> Reconstruction:
    trajectories = tuple(trajectory_of(track) for track in fields.each("tracks"))
    if not trajectories:
        raise fields.refuse("tracks", "at least one track")
    if not fields.has("contacts"):
        raise fields.refuse("contacts", "the list of contacts, empty where nothing touched")
    by_id = {str(trajectory.id): trajectory for trajectory in trajectories}
    timing, calibration = fields.table.get("timing"), fields.table.get("calibration")
    return Reconstruction(
        trajectories=trajectories,
        collisions=tuple(given_contact(contact, by_id) for contact in fields.each("contacts")),
        near_misses=(),
        timing=timing_of(fields.within("timing")) if timing else _timing(trajectories),
        calibration=calibration_of(fields.within("calibration"))
        if calibration
        else TRUSTED_CALIBRATION,
    )


def _timing(trajectories: tuple[GroundTrajectory, ...]) -> TimingSummary:
    """The clock of the moments at which anything is known."""
    moments = np.unique(np.concatenate([trajectory.pts_s for trajectory in trajectories]))
    return timing_of_frames(moments)

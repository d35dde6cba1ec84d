"""Where every vehicle was, how fast, and how far apart the two of the contact were."""

import numpy as np
from numpy.typing import NDArray

from accident_service.casefile.case import Case
from accident_service.casework.view_review import ReviewedClip
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR
from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.collision.footprint import (
    footprints_at,
    gap_sigma_m,
    separation,
)
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.result import Reconstruction
from accident_service.web.officer.review.numbers import (
    ANGLE_DECIMALS,
    LENGTH_DECIMALS,
    SPEED_DECIMALS,
    TIME_DECIMALS,
    Json,
    length_m,
    rounded,
)

# Vehicles that took no part are shown for context: some moments a second are enough.
BYSTANDER_STEP_S = 0.2
# Around the contact nothing of the two vehicles is left out.
EVERY_MOMENT_WITHIN_S = 8.0
# A vehicle less visible than this is told by its motion, not by its looks.
SEEN_SHARE = 0.2
# Farther apart than this, or so long before and after, nobody asks for the gap.
GAP_BEFORE_S, GAP_AFTER_S = 8.0, 6.0

Rows = NDArray[np.bool_]


def tracks_of(case: Case, primary: ReviewedClip) -> list[Json]:
    """Every trajectory of the clip the proposal rests on, the parties' in most detail."""
    event = first_contact(primary.found)
    pair = event.tracks if event else ()
    return [
        _track(case, one, _near(one, event) if event and one.id in pair else _thinned(one))
        for one in sorted(primary.found.trajectories, key=lambda one: one.id not in pair)
    ]


def gap_of(found: Reconstruction) -> Json | None:
    """The gap between the two outlines around the contact, k = 2; None without a contact."""
    event = first_contact(found)
    if event is None:
        return None
    first, second = (found.trajectory(track) for track in event.tracks)
    begin_s = max(first.first_pts_s, second.first_pts_s, event.pts_s - GAP_BEFORE_S)
    end_s = min(first.last_pts_s, second.last_pts_s, event.pts_s + GAP_AFTER_S)
    pts_s = first.pts_s[(first.pts_s >= begin_s) & (first.pts_s <= end_s)]
    if len(pts_s) == 0:
        return None
    between = separation(footprints_at(first, pts_s), footprints_at(second, pts_s))
    doubt_m = COVERAGE_FACTOR * gap_sigma_m(first, second, pts_s, between)
    return {
        "tracks": [str(track) for track in event.tracks],
        "t_s": rounded(pts_s, TIME_DECIMALS),
        "gap_m": rounded(np.maximum(between.gap_m, 0.0), LENGTH_DECIMALS),
        "low_m": rounded(np.maximum(between.gap_m - doubt_m, 0.0), LENGTH_DECIMALS),
        "high_m": rounded(np.maximum(between.gap_m + doubt_m, 0.0), LENGTH_DECIMALS),
    }


def pair_of(found: Reconstruction) -> tuple[TrackId, ...]:
    """The two tracks of the first contact; empty where there is none."""
    event = first_contact(found)
    return event.tracks if event else ()


def first_contact(found: Reconstruction) -> CollisionEvent | None:
    """The contact the case is about: the first in time; None where there is none."""
    return min(found.collisions, key=lambda one: one.pts_s, default=None)


def party_letter(case: Case, track: TrackId) -> str | None:
    """Whose vehicle it is, where that is settled."""
    letter = case.party_tracks.party_of(track) if case.party_tracks else None
    return letter.value if letter else None


def _track(case: Case, trajectory: GroundTrajectory, rows: Rows) -> Json:
    size, kept = trajectory.dimensions, trajectory.at_rows(rows)
    letter = case.party_tracks.party_of(trajectory.id) if case.party_tracks else None
    party = case.party(letter) if letter else None
    doubt_mps = COVERAGE_FACTOR * kept.speed_sigma_mps
    return {
        "id": str(trajectory.id),
        "party": letter.value if letter else None,
        "plate": party.vehicle.plate if party else None,
        "vehicle_class": trajectory.vehicle_class.value,
        "length_m": length_m(size.length_m),
        "width_m": length_m(size.width_m),
        "t_s": rounded(kept.pts_s, TIME_DECIMALS),
        "x_m": rounded(kept.xy_m[:, 0], LENGTH_DECIMALS),
        "y_m": rounded(kept.xy_m[:, 1], LENGTH_DECIMALS),
        "heading_rad": rounded(kept.heading_rad, ANGLE_DECIMALS),
        "sx_m": rounded(kept.xy_sigma_m[:, 0], LENGTH_DECIMALS),
        "sy_m": rounded(kept.xy_sigma_m[:, 1], LENGTH_DECIMALS),
        "rho_xy": rounded(kept.xy_correlation, LENGTH_DECIMALS),
        "speed_mps": rounded(kept.speed_mps, SPEED_DECIMALS),
        "speed_low_mps": rounded(kept.speed_mps - doubt_mps, SPEED_DECIMALS),
        "speed_high_mps": rounded(kept.speed_mps + doubt_mps, SPEED_DECIMALS),
        "seen": [bool(share >= SEEN_SHARE) for share in kept.visible_share],
    }


def _near(trajectory: GroundTrajectory, event: CollisionEvent) -> Rows:
    """Every row around the contact, and every second one farther from it."""
    around = np.abs(trajectory.pts_s - event.pts_s) <= EVERY_MOMENT_WITHIN_S
    return np.asarray(around | (np.arange(len(around)) % 2 == 0), dtype=np.bool_)


def _thinned(trajectory: GroundTrajectory) -> Rows:
    """The first row of every step of time, and the last row."""
    step = np.floor(trajectory.pts_s / BYSTANDER_STEP_S)
    kept = np.r_[True, np.diff(step) > 0]
    kept[-1] = True
    return np.asarray(kept, dtype=np.bool_)

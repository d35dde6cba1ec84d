"""From fitted tracks to trajectories with honest sigmas."""

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehicleDimensions

Array = NDArray[np.float64]

# What no amount of frames averages away, where a body fits its kind: its outline is never
# quite the shape's, and holds a part of a pixel of the reduced picture besides. Along the line
# of sight a pixel is more of the road than across it, ...
ALONG_SIGHT_M, ALONG_SIGHT_PX = 0.12, 0.4
ACROSS_SIGHT_M, ACROSS_SIGHT_PX = 0.11, 0.6
# ... and where it fits badly, some of what was taken for it is shadow, or another vehicle. The
# variance grows by so many times itself for every sigma squared that the size strays from the
# kind's, and for every one that the outline misses beyond the first.
PER_STRAY, PER_MISFIT = 1.0, 1.3
# A foot that is not seen may be anywhere from the lamps to where their light falls.
UNTOLD_FOOT_M = 1.0
# ... which scales the way it goes as well: a place 3 % too near is 3 % too slow.
SPEED_BIAS_MPS, SPEED_BIAS_SHARE = 0.08, 0.03
HEADING_BIAS_RAD = 0.03
# Frames agree with their neighbours more than the fit believes, by so much (of one sigma).
SPEED_NOISE, HEADING_NOISE = 1.5, 2.0
# Bumpers are round and dark below: ends are seen less well than sides.
LENGTH_BIAS_M, WIDTH_BIAS_M = 0.2, 0.08
# Errors grow where only a vehicle's moving parts are known, and as the share of the outline
# that is seen falls, down to the last fifth.
STOOD_HARDSHIP, LEAST_SEEN = 2.5, 0.2
# ... and where only a mask is known of it, with the soft shadow in it: that of two vehicles side
# by side, say.
UNLOOKED_HARDSHIP = 2.0
# GB 5768.3: lanes are 3.25 to 3.75 m wide.
LANE_WIDTH_M = 3.5


def trajectory_of(fit: FittedTrack, camera: CameraModel, track: TrackId) -> GroundTrajectory:
    """The trajectory of a fitted track; its sigmas hold noise, bias and the survey's doubt.

    Reference:
        JCGM 100:2008, 4.3 (type B evaluation) for the parts no repetition reveals.
    """
    places = GroundPoints(fit.states[:, :2])
    noise = np.diagonal(fit.covariance, axis1=1, axis2=2)
    doubt_m2 = fit.covariance[:, :2, :2] + place_covariance_m2(fit, camera)
    moving = SPEED_BIAS_MPS + SPEED_BIAS_SHARE * np.abs(fit.states[:, 3])
    size_sigma = np.sqrt(np.diagonal(fit.size_covariance_m2))
    return GroundTrajectory(
        id=track,
        vehicle_class=fit.shape.vehicle_class,
        dimensions=VehicleDimensions(
            length_m=float(fit.size_m[0]),
            width_m=float(fit.size_m[1]),
            height_m=float(fit.size_m[2]),
            length_sigma_m=float(np.hypot(size_sigma[0], LENGTH_BIAS_M)),
            width_sigma_m=float(np.hypot(size_sigma[1], WIDTH_BIAS_M)),
        ),
        pts_s=fit.pts_s,
        xy_m=fit.states[:, :2],
        heading_rad=np.unwrap(fit.states[:, 2]),
        speed_mps=fit.states[:, 3],
        xy_sigma_m=np.zeros((len(fit.pts_s), 2)),
        heading_sigma_rad=np.hypot(HEADING_NOISE * np.sqrt(noise[:, 2]), HEADING_BIAS_RAD),
        speed_sigma_mps=np.hypot(SPEED_NOISE * np.sqrt(noise[:, 3]), moving),
        visible_share=_visible_share(fit),
    ).doubted(doubt_m2 + camera.ground_doubt_m2(places))


def place_covariance_m2(fit: FittedTrack, camera: CameraModel) -> Array:
    """Covariance, (n, 2, 2), of the error that the whole track has in common."""
    kinds_m2 = np.broadcast_to(fit.doubt.kind_variance_m2, (len(fit.states), 2))
    bias_m2 = _bias_covariance_m2(camera, GroundPoints(fit.states[:, :2]), fit)
    return np.asarray(bias_m2 + kinds_m2[:, :, None] * np.eye(2))


def tells_the_lane(trajectory: GroundTrajectory) -> bool:
    """Is the vehicle placed, most of the time, to within a lane (k = 2)?

    What is not, a hundred metres and more away, has no say in who did what.
    """
    return float(np.median(trajectory.xy_sigma_m.max(axis=1))) <= LANE_WIDTH_M / 2


def _bias_covariance_m2(camera: CameraModel, places: GroundPoints, fit: FittedTrack) -> Array:
    """Covariance of the common error, (n, 2, 2): it lies along the line of sight mostly."""
    jacobian = np.nan_to_num(camera.ground_jacobian_px_per_m(places), nan=1.0)
    m_per_px = np.sqrt((np.linalg.pinv(jacobian) ** 2).sum(axis=(1, 2)))
    across_m_per_px = 1.0 / np.nan_to_num(camera.pixels_per_metre(places), nan=1.0)
    hardship = _hardship(fit)
    along = hardship * (ALONG_SIGHT_M**2 + (ALONG_SIGHT_PX * m_per_px) ** 2)
    along += (UNTOLD_FOOT_M * fit.doubt.foot_untold) ** 2
    across = hardship * (ACROSS_SIGHT_M**2 + (ACROSS_SIGHT_PX * across_m_per_px) ** 2)
    sight = places.xy_m - camera.position_m[:2]
    sight = sight / np.maximum(np.hypot(*sight.T), 1e-6)[:, None]
    beside = np.column_stack([-sight[:, 1], sight[:, 0]])
    parts = ((along, sight), (across, beside))
    return sum(
        (size[:, None, None] * way[:, :, None] * way[:, None, :] for size, way in parts),
        np.zeros((1, 2, 2)),
    )


def _hardship(fit: FittedTrack) -> float:
    """How many times larger the common error's variance is than that of an outline seen whole.

    An outline that is mostly cut off leaves the fit to the shape's usual size; of a vehicle
    that stood in the scene only the parts that moved are known. And a vehicle that is out of
    shape for its kind, or whose outline never meets the shape's, is not the whole truth.
    """
    seen = float(np.median(np.isfinite(fit.silhouettes.high_px).mean(axis=1)))
    stray = ((fit.size_m - fit.shape.size_m) / fit.shape.size_sigma_m)[:3]
    misfit = max(fit.misfit - 1.0, 0.0)
    unlike = 1.0 + PER_STRAY * float(np.sum(stray**2)) + PER_MISFIT * misfit
    known = STOOD_HARDSHIP if fit.silhouettes.stood else 1.0
    known *= 1.0 if fit.doubt.looked_again else UNLOOKED_HARDSHIP
    return known / max(seen, LEAST_SEEN) * unlike


def _visible_share(fit: FittedTrack) -> Array:
    """Share of the outline's directions that are not cut off; 0 in frames without sight.

    A vehicle that stood in the scene was as much in view then as when it began to move.
    """
    seen = np.isfinite(fit.silhouettes.high_px).mean(axis=1)
    share = np.zeros(len(fit.pts_s))
    share[fit.silhouettes.frame_index] = seen
    if fit.silhouettes.stood:
        share[: fit.silhouettes.frame_index[0]] = seen[0]
    return share

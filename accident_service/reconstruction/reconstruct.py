"""The whole of chapter 3 in order: frames in, trajectories and contacts out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from accident_service.errors import VehicleLost
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ahead import worked_apart
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.collision.contacts import (
    ContactFindings,
    MotionOf,
    find_contacts,
    looked_at_again,
    under_names,
)
from accident_service.reconstruction.collision.event import CollisionEvent, NearMiss
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.ground.apart import kept_apart
from accident_service.reconstruction.ground.at_rest import at_rest
from accident_service.reconstruction.ground.believable_part import believed
from accident_service.reconstruction.ground.blows import Blow, with_blows
from accident_service.reconstruction.ground.confirmed import never_seen
from accident_service.reconstruction.ground.credible import credible, has_gone, one_each
from accident_service.reconstruction.ground.facing import LaneHeadings, faced_along_lane
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.parting import parted
from accident_service.reconstruction.ground.second_look import looked_again
from accident_service.reconstruction.ground.seen_motion import SeenMotions
from accident_service.reconstruction.ground.stitching import chained, joined
from accident_service.reconstruction.ground.trajectories import tells_the_lane, trajectory_of
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.ground.vehicle_fit import fit_vehicle
from accident_service.reconstruction.motion.covered_ends import without_covered_ends
from accident_service.reconstruction.motion.reduced_clip import ReducedClip, reduce_clip
from accident_service.reconstruction.motion.repeated_looks import looks_at
from accident_service.reconstruction.motion.scene_motion import SceneMotion, observe_motion
from accident_service.reconstruction.motion.silhouettes import traffic_of
from accident_service.reconstruction.motion.vehicle_detector import VehicleDetector
from accident_service.reconstruction.result import (
    CalibrationSummary,
    Reconstruction,
    TimingSummary,
)
from accident_service.reconstruction.stabilisation.views import CameraViews, optics_of
from accident_service.reconstruction.stages import Stage, stage
from accident_service.reconstruction.time_doubt import doubted_collision, doubted_trajectory

FEWEST_SIGHTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionOutcome:
    """What moved, what touched, and what only came close."""

    trajectories: tuple[GroundTrajectory, ...]
    collisions: tuple[CollisionEvent, ...]
    near_misses: tuple[NearMiss, ...]
    views: CameraViews  # of the full picture, to draw on it

    def certified(self, timing: TimingSummary, calibration: CalibrationSummary) -> Reconstruction:
        """The same with what clock and camera are worth, the clock's doubt in every sigma."""
        return Reconstruction(
            trajectories=tuple(doubted_trajectory(one, timing) for one in self.trajectories),
            collisions=tuple(doubted_collision(one, timing) for one in self.collisions),
            near_misses=self.near_misses,
            timing=timing,
            calibration=calibration,
        )


def reconstruct(
    frames: Iterable[GrayFrame],
    camera: CameraModel,
    *,
    lane_headings: LaneHeadings | None = None,
    detector: VehicleDetector | None = None,
    progress: Callable[[float], None] | None = None,
) -> MotionOutcome:
    """Follow every vehicle over the road and find the contacts between them.

    Args:
        frames: The whole clip in order, full size; read once.
        camera: Calibrated for the full size.
        lane_headings: Where lanes lead at a place; tells front from rear of what hardly drives.
        detector: Looks for vehicles that never move, which motion cannot find.
        progress: Told the share of the work done, 0 to 1.

    Raises:
        TimelineUnusable: Too few frames to tell what moves.
        CameraMoved: The camera was turned away, or the clip is of more than one view.
    """
    tell = progress or (lambda _share: None)
    with stage(Stage.REDUCTION):
        clip = reduce_clip(frames, optics=optics_of(camera))
    tell(0.3)
    motion = observe_motion(clip)
    tell(0.6)
    found = reconstruct_observed(motion, camera, lane_headings=lane_headings, detector=detector)
    tell(1.0)
    return found


def reconstruct_observed(
    motion: SceneMotion,
    camera: CameraModel,
    *,
    lane_headings: LaneHeadings | None = None,
    detector: VehicleDetector | None = None,
) -> MotionOutcome:
    """The second half of `reconstruct`: from what moved in the picture to the road.

    Args:
        camera: Calibrated for the full size.
    """
    reduced = _camera_of(motion.clip, camera)
    fits, abreast = _fitted(motion, reduced)
    with stage(Stage.TRAJECTORIES):
        trajectories = _on_the_road(fits, reduced, lane_headings)
    with stage(Stage.CONTACTS):
        findings = find_contacts(trajectories, camera, _motions(fits, motion, reduced))
    blows = _blows(findings, fits, abreast)
    if blows:
        with stage(Stage.FIT):
            fits = with_blows(fits, blows, motion, reduced)
        with stage(Stage.CONTACTS):
            again = {one.id: one for one in _on_the_road(fits, reduced, lane_headings)}
            trajectories = [again.get(one.id, one) for one in trajectories]
            motions = _motions(fits, motion, reduced)
            findings = looked_at_again(findings, trajectories, camera, motions)
    trajectories, findings = _without(_what_stays(trajectories, fits), trajectories, findings)
    # Only now: a bridge over what was not seen would smooth a blow, or feign one.
    chains = chained(trajectories, reduced)
    findings = under_names(findings, {piece.id: one[0].id for one in chains for piece in one})
    trajectories = [joined(chain, motion.clip.pts_s) for chain in chains]
    if detector is not None and lane_headings is not None:
        looks = looks_at(motion.clip, detector)
        unseen = never_seen(trajectories, looks, reduced)
        trajectories, findings = _without(unseen, trajectories, findings)
        trajectories += at_rest(looks, reduced, lane_headings, trajectories, motion.clip.pts_s)
    return MotionOutcome(
        trajectories=tuple(trajectories),
        collisions=findings.collisions,
        near_misses=findings.near_misses,
        views=_views(motion.clip, camera),
    )


def _what_stays(
    trajectories: list[GroundTrajectory], fits: list[FittedTrack]
) -> frozenset[TrackId]:
    """What never went anywhere, unless its texture tells that it was pushed."""
    named = zip(_names(fits), fits, strict=True)
    pushed = {name for name, fit in named if fit.silhouettes.displaced}
    return frozenset(one.id for one in trajectories if one.id not in pushed and not has_gone(one))


def _without(
    doubtful: frozenset[TrackId], trajectories: list[GroundTrajectory], findings: ContactFindings
) -> tuple[list[GroundTrajectory], ContactFindings]:
    """Leave out what is doubtful and who came close to it, but nothing that was touched."""
    left_out = doubtful - {track for event in findings.collisions for track in event.tracks}
    kept = [one for one in trajectories if one.id not in left_out]
    near = tuple(one for one in findings.near_misses if not left_out & set(one.tracks))
    return kept, replace(findings, near_misses=near)


def _camera_of(clip: ReducedClip, camera: CameraModel) -> CameraModel:
    """The camera for the clip's pictures, its direction as doubtful as its sway leaves it."""
    reduced = camera.scaled(clip.factor)
    return reduced.unsteady(clip.sway.turn_sigma_rad) if clip.sway else reduced


def _views(clip: ReducedClip, camera: CameraModel) -> CameraViews:
    sway = clip.sway.scaled(1.0 / clip.factor) if clip.sway else None
    return CameraViews(camera, clip.pts_s, sway)


def _blows(
    findings: ContactFindings, fits: list[FittedTrack], abreast: list[FittedTrack]
) -> tuple[Blow, ...]:
    """The contacts as the fits know their vehicles, in order of time.

    Those of vehicles abreast are left out: their clearest edges are not their own.
    """
    index_of = _names(fits).index
    pairs = [
        (event.pts_s, (index_of(event.tracks[0]), index_of(event.tracks[1])))
        for event in findings.collisions
    ]
    blurred = {index for index, fit in enumerate(fits) if any(fit is one for one in abreast)}
    return tuple(Blow(pts_s, pair) for pts_s, pair in pairs if not blurred & set(pair))


def _motions(fits: list[FittedTrack], motion: SceneMotion, camera: CameraModel) -> MotionOf:
    """What the pictures tell of each step of the vehicle of this name."""
    seen = SeenMotions(fits, motion, camera)
    index_of = _names(fits).index
    return lambda track: seen.of(index_of(track))


def _names(fits: list[FittedTrack]) -> list[TrackId]:
    return [TrackId(f"t{number}") for number in range(1, len(fits) + 1)]


def _on_the_road(
    fits: list[FittedTrack], camera: CameraModel, lane_headings: LaneHeadings | None
) -> list[GroundTrajectory]:
    named = zip(_names(fits), fits, strict=True)
    trajectories = [trajectory_of(fit, camera, name) for name, fit in named]
    trajectories = [one for one in trajectories if tells_the_lane(one)]
    if lane_headings is not None:
        trajectories = [faced_along_lane(one, lane_headings) for one in trajectories]
    return trajectories


def _fitted(
    motion: SceneMotion, camera: CameraModel
) -> tuple[list[FittedTrack], list[FittedTrack]]:
    """Every track that can be placed on the road and behaves as a vehicle, by first sight.

    And those of them that drive abreast from their first sight.
    """
    with stage(Stage.SILHOUETTES):
        seen = traffic_of(motion, motion.labels, FEWEST_SIGHTS)
        traffic = without_covered_ends(seen, motion)

    def fitted(label: int) -> list[FittedTrack]:
        try:
            fit = fit_vehicle(camera, traffic[label], motion.clip.pts_s)
        except VehicleLost:
            return []
        several = parted(motion, camera, label, fit)
        if several:
            return several
        part = believed(fit, camera, motion.clip.pts_s)
        if part is fit:
            return [fit]
        return parted(motion, camera, label, part) or [part]

    with stage(Stage.FIT):
        found = worked_apart(fitted, list(traffic))
        together = [fit for several in found if len(several) > 1 for fit in several]
        fits = credible([fit for several in found for fit in several])
        again = one_each(looked_again(fits, motion, camera, unless=together))
        apart = kept_apart(again, motion, camera, abreast=together)
        abreast = [any(fit is one for one in together) for fit in again]
        return apart, [fit for fit, blurred in zip(apart, abreast, strict=True) if blurred]

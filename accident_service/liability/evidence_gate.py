"""What must be true of the footage before anything is proposed at all.

Each refusal names the number and its limit. Custody, identity of the vehicles and the chain
of hashes are settled before reconstruction and are not asked again here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from accident_service.liability.finding import Reason
from accident_service.liability.thresholds import Thresholds
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.result import Reconstruction

# A vehicle is looked for this long on each side of the contact. [design]
AROUND_CONTACT_S = 1.0


@dataclass(frozen=True, slots=True)
class Measure:
    """One number the gate looks at; `limit` is the least or the most that is accepted."""

    code: str
    what_zh: str
    what_en: str
    value: float
    limit: float
    at_least: bool

    @property
    def refused(self) -> bool:
        """Is the number on the wrong side of its limit?"""
        return self.value < self.limit if self.at_least else self.value > self.limit

    def reason(self) -> Reason:
        """The refusal, with both numbers."""
        bound_zh, bound_en = ("不低于", "at least") if self.at_least else ("不超过", "at most")
        return Reason(
            code=self.code,
            zh=f"{self.what_zh}为{self.value:.2f}，应{bound_zh}{self.limit:.2f}",
            en=f"{self.what_en} is {self.value:.2f}; it should be {bound_en} {self.limit:.2f}",
        )


def refusals(
    reconstruction: Reconstruction, collision: CollisionEvent, limits: Thresholds
) -> tuple[Reason, ...]:
    """Every reason why this footage cannot bear a proposal; empty when it can."""
    measures = (
        *_of_timing(reconstruction, limits),
        *_of_survey(reconstruction, limits),
        *_of_contact(reconstruction, collision, limits),
    )
    failed = tuple(measure.reason() for measure in measures if measure.refused)
    return (*_unseen_contact(collision), *failed)


def _unseen_contact(collision: CollisionEvent) -> tuple[Reason, ...]:
    if not collision.hidden:
        return ()
    return (
        Reason(
            code="contact-hidden",
            zh="碰撞瞬间未被拍到，仅由运动变化推断",
            en="The contact itself is not seen, only inferred from the motion",
        ),
    )


def _of_timing(reconstruction: Reconstruction, limits: Thresholds) -> Iterator[Measure]:
    timing = reconstruction.timing
    rate_hz = timing.effective_rate_hz
    least_hz = limits.gate_frame_rate_hz
    yield Measure("frame-rate-low", "有效帧率", "The frame rate", rate_hz, least_hz, at_least=True)
    repeated = timing.duplicate_count / max(timing.frame_count, 1)
    yield Measure(
        "timing-doubtful",
        "重复画面占比",
        "The share of repeated pictures",
        repeated,
        limits.gate_repeated_share,
        at_least=False,
    )
    yield Measure(
        "rate-doubtful",
        "录像时间快慢的相对偏差",
        "The relative doubt of the recording's pace",
        timing.rate.interval_reach,
        limits.gate_rate_doubt_share,
        at_least=False,
    )
    if timing.decoded_share is not None:
        yield Measure(
            "clip-damaged",
            "可解码帧占比",
            "The share of frames that decode",
            timing.decoded_share,
            limits.gate_decoded_share,
            at_least=True,
        )


def _of_survey(reconstruction: Reconstruction, limits: Thresholds) -> Iterator[Measure]:
    left_out_m = reconstruction.calibration.leave_one_out_m
    yield Measure(
        "calibration-poor",
        "标定点留一误差中位数（米）",
        "The median leave-one-out error of the survey (m)",
        float(np.median(left_out_m)) if left_out_m else float("inf"),
        limits.gate_calibration_m,
        at_least=False,
    )


def _of_contact(
    reconstruction: Reconstruction, collision: CollisionEvent, limits: Thresholds
) -> Iterator[Measure]:
    yield Measure(
        "clip-too-short",
        "碰撞前录像时长（秒）",
        "The footage before the contact (s)",
        collision.pts_interval_s.high - reconstruction.timing.measured_from_s,
        limits.gate_before_contact_s,
        at_least=True,
    )
    yield Measure(
        "calibration-poor-here",
        "摄像机在碰撞点处的预期定位误差（米）",
        "The expected error of the camera at the contact (m)",
        collision.camera_error_m,
        limits.gate_camera_error_m,
        at_least=False,
    )
    yield Measure(
        "contact-time-doubtful",
        "碰撞时刻区间宽度（秒）",
        "The width of the contact's time interval (s)",
        collision.pts_interval_s.high - collision.pts_interval_s.low,
        limits.gate_contact_width_s,
        at_least=False,
    )
    for track in collision.tracks:
        yield Measure(
            "contact-not-visible",
            f"车辆{track}碰撞前后被遮挡时长（秒）",
            f"The time vehicle {track} is hidden around the contact (s)",
            _hidden_s(reconstruction, track, collision.pts_s, limits.gate_visible_share),
            limits.gate_occlusion_s,
            at_least=False,
        )


def _hidden_s(
    reconstruction: Reconstruction, track: TrackId, contact_pts_s: float, visible_share: float
) -> float:
    """How long the vehicle is hidden, or not followed, in the second on each side."""
    trajectory = reconstruction.trajectory(track)
    near = np.abs(trajectory.pts_s - contact_pts_s) <= AROUND_CONTACT_S
    if near.sum() < 2:
        return 2 * AROUND_CONTACT_S
    spacing_s = np.gradient(trajectory.pts_s)
    hidden = near & (trajectory.visible_share < visible_share)
    return float(np.sum(spacing_s[hidden]))

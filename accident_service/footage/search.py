"""Which recordings to ask for, in which order, and why.

The span asked for is on the camera's own clock, because that is what recorders search by:
the true window, moved by the clock's offset and widened by two sigmas of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accident_service.errors import NoFootage
from accident_service.footage.camera import Camera, CameraNetwork
from accident_service.footage.coverage import Coverage, coverage_of
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import CameraId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR

# Less of the doubtful place than this in view is not worth a request. [design]
LEAST_SHARE_SEEN = 0.05

NETWORK_ZH = {
    CameraNetwork.PUBLIC_SECURITY: "公安",
    CameraNetwork.TRAFFIC: "交通",
    CameraNetwork.COMMERCIAL: "社会单位",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipRequest:
    """One recording to ask for; rank 1 is asked and analysed first."""

    camera: CameraId
    from_at: datetime  # on the camera's own clock, written in UTC
    to_at: datetime
    reason_zh: str
    reason_en: str
    rank: int


def rank_requests(
    *,
    place_m: tuple[float, float],
    place_sigma_m: float,
    window: TimeWindow,
    cameras: Sequence[Camera],
    now_at: datetime,
) -> tuple[ClipRequest, ...]:
    """Choose the cameras that could have seen the place, best view first.

    Best is: the most of the doubtful place in view, in steps of a quarter, then the
    sharpest there. Networks are not preferred to one another.

    Raises:
        NoFootage: No camera sees the place, or every recording has been overwritten.
    """
    seeing = [
        (camera, coverage)
        for camera in cameras
        if (
            coverage := coverage_of(camera, place_m=place_m, place_sigma_m=place_sigma_m)
        ).share_seen
        >= LEAST_SHARE_SEEN
    ]
    if not seeing:
        raise NoFootage(
            f"none of {len(cameras)} cameras sees ({place_m[0]:.0f}, {place_m[1]:.0f}) m"
            f" ± {2 * place_sigma_m:.0f} m"
        )
    kept = [pair for pair in seeing if _kept_until(pair[0], window) > now_at]
    if not kept:
        names = ", ".join(f"{camera.id} ({camera.retention_days} days)" for camera, _ in seeing)
        raise NoFootage(f"every recording of that time has been overwritten: {names}")
    return tuple(
        _request(camera, coverage, window, rank)
        for rank, (camera, coverage) in enumerate(sorted(kept, key=_preference), start=1)
    )


def _preference(pair: tuple[Camera, Coverage]) -> tuple[float, float, str]:
    camera, coverage = pair
    return (-round(4 * coverage.share_seen), coverage.expected_sigma_m, camera.id)


def _kept_until(camera: Camera, window: TimeWindow) -> datetime:
    return window.from_at + timedelta(days=camera.retention_days)


def _request(camera: Camera, coverage: Coverage, window: TimeWindow, rank: int) -> ClipRequest:
    offset_s = camera.clock_offset_s.value
    doubt_s = COVERAGE_FACTOR * camera.clock_offset_s.sigma
    asked = window.widened(margin_s=doubt_s)
    until = _kept_until(camera, window).date()
    seen_pct = round(100 * coverage.share_seen)
    return ClipRequest(
        camera=camera.id,
        from_at=asked.from_at + timedelta(seconds=offset_s),
        to_at=asked.to_at + timedelta(seconds=offset_s),
        reason_zh=(
            f"{NETWORK_ZH[camera.network]}摄像机“{camera.name_zh}”拍摄范围覆盖事故可能地点的{seen_pct}%，"
            f"距离约{coverage.distance_m:.0f}米，预计定位误差约{coverage.expected_sigma_m:.2f}米；"
            f"该机时钟偏差{offset_s:+.1f}秒（±{doubt_s:.1f}秒），录像保存至{until}"
        ),
        reason_en=(
            f"“{camera.name_en}” ({camera.network}) covers {seen_pct} % of where it may have"
            f" happened, about {coverage.distance_m:.0f} m away, expected position sigma"
            f" {coverage.expected_sigma_m:.2f} m; its clock is off by {offset_s:+.1f} s"
            f" (± {doubt_s:.1f} s), recordings kept until {until}"
        ),
        rank=rank,
    )

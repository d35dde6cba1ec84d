"""Which recordings to ask for, in which order, and why.

The span asked for is on the camera's own clock, because that is what recorders search by:
the true window, moved by the clock's offset and widened by two sigmas of it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shapely import unary_union

from accident_service.errors import NoFootage
from accident_service.footage.camera import Camera, CameraNetwork
from accident_service.footage.camera_view import CameraView, Purpose, view_of
from accident_service.footage.network import rules_of
from accident_service.footage.occluder import visible_field
from accident_service.footage.surroundings import Search
from accident_service.footage.view_wording import reason_en, reason_zh
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import CameraId

# Less of the approach than this, not shown by others, is not worth a further request. [design]
LEAST_NEW_APPROACH_M = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipRequest:
    """One recording to ask for; rank 1 is analysed first."""

    camera: CameraId
    from_at: datetime  # on the camera's own clock, written in UTC
    to_at: datetime
    reason_zh: str
    reason_en: str
    rank: int
    network: CameraNetwork | None = None  # None in what was asked before networks had rules
    kept_until_at: datetime | None = None
    purpose: Purpose = Purpose.CONTACT

    @property
    def span(self) -> TimeWindow:
        """The time asked for, by the camera's own clock."""
        return TimeWindow(self.from_at, self.to_at)


def views_of(search: Search, cameras: Sequence[Camera]) -> tuple[CameraView, ...]:
    """Every camera judged, best first; those not worth asking have no purpose and come last.

    Networks are not preferred to one another, but what a party brings itself comes after them.
    """
    judged = [view_of(camera, search) for camera in cameras]
    settled = [
        _added(one) if one.camera.id in search.added else one
        for one in _only_new_approach(sorted(judged, key=_order), search)
    ]
    return tuple(sorted(settled, key=_order))


def rank_requests(search: Search, cameras: Sequence[Camera]) -> tuple[ClipRequest, ...]:
    """Choose the cameras that could have seen the place or the way to it, best view first.

    Raises:
        NoFootage: No camera sees the place, or every recording has been overwritten.
    """
    seeing = [one for one in views_of(search, cameras) if one.purpose is not None]
    if not any(one.purpose is not Purpose.APPROACH for one in seeing):
        x_m, y_m = search.place_m
        raise NoFootage(
            f"none of {len(cameras)} cameras sees ({x_m:.0f}, {y_m:.0f}) m"
            f" ± {2 * search.place_sigma_m:.0f} m"
        )
    kept = [one for one in seeing if not one.overwritten]
    if not kept:
        names = ", ".join(f"{one.camera.id} ({one.camera.retention_days} days)" for one in seeing)
        raise NoFootage(f"every recording of that time has been overwritten: {names}")
    return tuple(_request(one, search.window, rank) for rank, one in enumerate(kept, start=1))


def soonest_gone_first(requests: Sequence[ClipRequest]) -> tuple[ClipRequest, ...]:
    """The order to ask in: those nobody is bound to keep, then as they run out, then by rank."""
    return tuple(sorted(requests, key=_how_long_kept))


def _how_long_kept(request: ClipRequest) -> tuple[bool, float, int]:
    at_once = request.network is not None and rules_of(request.network).asked_at_once
    until = request.kept_until_at
    return (not at_once, until.timestamp() if until else math.inf, request.rank)


def _order(view: CameraView) -> tuple[bool, int, tuple[float, ...], str]:
    network = rules_of(view.camera.network).place_in_ranking
    return (view.purpose is None, network, view.preference, view.camera.id)


def _added(view: CameraView) -> CameraView:
    return view if view.purpose is Purpose.CONTACT else replace(view, purpose=Purpose.ADDED)


def _only_new_approach(views: Sequence[CameraView], search: Search) -> list[CameraView]:
    """The views, where an approach is asked for only as far as better ones leave it unseen."""
    unseen = search.around.approach
    settled = []
    for one in views:
        if one.purpose is None:
            settled.append(one)
            continue
        left = unseen.difference(visible_field(one.camera, search.around.occluders))
        if one.purpose is Purpose.APPROACH and unseen.length - left.length < LEAST_NEW_APPROACH_M:
            settled.append(replace(one, purpose=None))
            continue
        if not one.overwritten:
            unseen = unary_union(left)
        settled.append(one)
    return settled


def _request(view: CameraView, window: TimeWindow, rank: int) -> ClipRequest:
    camera = view.camera
    offset = timedelta(seconds=camera.clock_offset_s.value)
    asked = window.widened(margin_s=view.clock_doubt_s)
    return ClipRequest(
        camera=camera.id,
        from_at=asked.from_at + offset,
        to_at=asked.to_at + offset,
        reason_zh=reason_zh(view),
        reason_en=reason_en(view),
        rank=rank,
        network=camera.network,
        kept_until_at=view.kept_until_at,
        purpose=view.purpose or Purpose.ADDED,
    )

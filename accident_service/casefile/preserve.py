"""Which recordings must be kept at once, and until when those a case still lacks are kept."""

from collections.abc import Sequence
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.widen import sealed_so_far
from accident_service.footage.network import rules_of
from accident_service.footage.reuse import sealed_for
from accident_service.footage.search import ClipRequest


def missing(case: Case, requests: Sequence[ClipRequest]) -> tuple[ClipRequest, ...]:
    """The recordings asked for that no sealed one answers."""
    sealed = sealed_so_far(case)
    cameras = {one.camera for one in sealed}
    return tuple(
        one
        for one in requests
        if one.kept_until_at is not None
        and one.camera not in cameras
        and sealed_for(one, sealed) is None
    )


def orders_due(
    case: Case, requests: Sequence[ClipRequest], now_at: datetime
) -> tuple[ClipRequest, ...]:
    """Those to be kept at once: soon gone or not bound to stay, not sealed and not ordered yet."""
    return tuple(
        one
        for one in requests
        if one.network is not None
        and one.kept_until_at is not None
        and now_at < one.kept_until_at
        and rules_of(one.network).expires_soon(one.kept_until_at, now_at=now_at)
        and sealed_for(one, sealed_so_far(case)) is None
        and not case.recordings.is_ordered(one)
    )


def first_gone_at(case: Case) -> datetime | None:
    """When the first recording that was asked for and never came is overwritten.

    None where nothing is missing, or nothing was asked for.
    """
    kept = [one.kept_until_at for one in missing(case, case.clip_requests) if one.kept_until_at]
    return min(kept, default=None)

"""Which recordings must be kept at once, and until when those a case still lacks are kept."""

from collections.abc import Sequence
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casefile.widen import sealed_so_far
from accident_service.errors import StepGivenUp
from accident_service.footage.network import rules_of
from accident_service.footage.reuse import sealed_for
from accident_service.footage.search import ClipRequest


def missing(case: Case, requests: Sequence[ClipRequest]) -> tuple[ClipRequest, ...]:
    """The recordings asked for that no sealed one answers."""
    sealed = (*sealed_so_far(case), *case.recordings.arrived)
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
    """When the first recording that is still waited for is overwritten; None where none is."""
    kept = [one.kept_until_at for one in _waited_for(case) if one.kept_until_at]
    return min(kept, default=None)


def is_at_risk(case: Case) -> bool:
    """Is a recording waited for whose keeper need not keep it, or soon will not?

    A fetch that was given up is a risk as well: the recording may still be there, and somebody
    may still save it.
    """
    if _was_given_up(case):
        return True
    filed_at = case.report.filed_at
    return any(
        one.network is not None
        and one.kept_until_at is not None
        and rules_of(one.network).expires_soon(one.kept_until_at, now_at=filed_at)
        for one in _waited_for(case)
    )


def _waited_for(case: Case) -> tuple[ClipRequest, ...]:
    at_the_scene = case.stage is Stage.REFERRED and case.recordings.gap is None
    waits = case.stage is Stage.CLIPS_FOUND or (at_the_scene and not case.clips)
    return missing(case, case.clip_requests) if waits or _was_given_up(case) else ()


def _was_given_up(case: Case) -> bool:
    given_up = case.evidence_gap == StepGivenUp.code
    return given_up and case.stage is Stage.NEEDS_OFFICER and not case.clips

"""Recordings sealed before: which of them already answer a request, and which stay in use."""

from collections.abc import Sequence

from accident_service.footage.clip import SealedClip
from accident_service.footage.search import ClipRequest


def sealed_for(request: ClipRequest, sealed: Sequence[SealedClip]) -> SealedClip | None:
    """The sealed recording that holds all of the requested span, or None where none does.

    Both spans are by the camera's own clock, so that a clock measured anew since then moves
    the request and not the recording.
    """
    return next(
        (
            one
            for one in sealed
            if one.camera == request.camera
            and one.from_at <= request.from_at
            and one.to_at >= request.to_at
        ),
        None,
    )


def arrived_for(request: ClipRequest, arrived: Sequence[SealedClip]) -> SealedClip | None:
    """What the camera gave when it was asked for just this span, or None where it was not."""
    return next(
        (
            one
            for one in arrived
            if one.camera == request.camera
            and one.custody is not None
            and one.custody.asked_for == request.span
        ),
        None,
    )


def with_those_before(
    fresh: Sequence[SealedClip], before: Sequence[SealedClip]
) -> tuple[SealedClip, ...]:
    """The recordings to work with: the fresh, then what other cameras gave before."""
    cameras = {one.camera for one in fresh}
    return (*fresh, *(one for one in before if one.camera not in cameras))


def in_order_of_rank(
    requests: Sequence[ClipRequest], sealed: Sequence[SealedClip]
) -> tuple[SealedClip, ...]:
    """The recordings as they are to be analysed; those of cameras not asked any more come last."""
    ranks = {one.camera: one.rank for one in requests}
    return tuple(sorted(sealed, key=lambda one: ranks.get(one.camera, len(ranks) + 1)))

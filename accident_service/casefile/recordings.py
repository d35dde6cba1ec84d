"""The search for recordings of one case beyond the usual one: what officers widened, and why.

A widening begins another round: the case goes back to where cameras are looked for, and what
the round before had come to is kept beside it, whole. Nothing sealed is ever given up.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.correction import Correction
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.footage.clip import SealedClip
from accident_service.footage.search import ClipRequest
from accident_service.liability.proposal import LiabilityProposal
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import CameraId, OfficerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Widening:
    """An officer wants more looked at; `before_s` and `after_s` count from the reported time."""

    number: int  # from 1, in the order they were made
    before_s: float
    after_s: float
    cameras: tuple[CameraId, ...]  # asked besides those that see the place
    reason: str
    officer: OfficerId
    officer_name: str
    at: datetime
    unit_name: str = ""

    def window(self, occurred_at: datetime) -> TimeWindow:
        """The true time looked at."""
        return TimeWindow(
            occurred_at - timedelta(seconds=self.before_s),
            occurred_at + timedelta(seconds=self.after_s),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PreservationOrder:
    """Whoever runs a camera was told to keep a recording until it has been fetched."""

    camera: CameraId
    from_at: datetime  # by the camera's own clock
    to_at: datetime
    kept_until_at: datetime  # when it would be overwritten otherwise
    ordered_at: datetime
    receipt: str = ""  # what its keeper calls the order; empty where it gives no name


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRound:
    """What one round of looking had come to when an officer began the next."""

    revision: int  # of the proposal
    clip_requests: tuple[ClipRequest, ...]
    clips: tuple[SealedClip, ...]
    analyses: tuple[AnalysisRecord, ...]
    proposal: LiabilityProposal | None
    machine_proposal: LiabilityProposal | None
    corrections: tuple[Correction, ...]
    party_tracks: PartyTracks | None
    evidence_gap: str | None
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recordings:
    """Everything of the search that is not in the usual way of a case."""

    widenings: tuple[Widening, ...] = ()
    rounds: tuple[EarlierRound, ...] = ()
    gap: str | None = None  # why a case referred to the scene has no recording
    arrived: tuple[SealedClip, ...] = ()  # sealed, while other cameras are still asked
    orders: tuple[PreservationOrder, ...] = ()

    @property
    def newest(self) -> Widening | None:
        """The widening in force."""
        return self.widenings[-1] if self.widenings else None

    @property
    def clips_before(self) -> tuple[SealedClip, ...]:
        """The recordings the last round had in use."""
        return self.rounds[-1].clips if self.rounds else ()

    @property
    def cameras_added(self) -> tuple[CameraId, ...]:
        """Every camera an officer ever added, in that order."""
        return tuple(dict.fromkeys(name for one in self.widenings for name in one.cameras))

    def with_arrived(self, clip: SealedClip) -> Self:
        """The search with one more recording sealed; the same one is kept once."""
        others = tuple(one for one in self.arrived if one.id != clip.id)
        return replace(self, arrived=(*others, clip))

    def in_use(self, clips: tuple[SealedClip, ...]) -> Self:
        """The search once these are the case's clips: they need not be kept twice."""
        used = {one.id for one in clips}
        return replace(self, arrived=tuple(one for one in self.arrived if one.id not in used))

    def is_ordered(self, request: ClipRequest) -> bool:
        """Was its keeper told to keep this very recording?"""
        return any(
            (one.camera, one.from_at, one.to_at) == (request.camera, request.from_at, request.to_at)
            for one in self.orders
        )

    def widened(self, widening: Widening, before: EarlierRound) -> Self:
        """The search with another round begun."""
        return replace(
            self,
            widenings=(*self.widenings, widening),
            rounds=(*self.rounds, before),
        )


NOTHING_WIDENED = Recordings()

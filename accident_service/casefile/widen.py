"""What an officer must bring to have more recordings looked at, and what the case becomes."""

from dataclasses import dataclass, replace
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.four_eyes import waiting
from accident_service.casefile.recordings import EarlierRound, Recordings, Widening
from accident_service.casefile.recusal import SHORTEST_REASON
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.errors import CaseMovedOn, InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import CameraId

# What passes the camera in two minutes has little to do with a contact; and every second is
# somebody's face. Beyond the doubt of the reported time, on either side. [design]
LONGEST_MARGIN_S = 120.0
# The window is widened by this much, so that the approach is on the clip too. [design]
APPROACH_S = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WideningWish:
    """What an officer asks for; nothing in it is believed before `widened` has looked."""

    before_s: float
    after_s: float
    cameras: tuple[CameraId, ...]
    reason: str
    seen_version: int


def margins_s(case: Case) -> tuple[float, float]:
    """Seconds before and after the reported time that are looked at now."""
    newest = case.recordings.newest
    usual_s = case.report.time_doubt_s + APPROACH_S
    return (newest.before_s, newest.after_s) if newest else (usual_s, usual_s)


def longest_margin_s(case: Case) -> float:
    """How far either side may be widened."""
    return case.report.time_doubt_s + LONGEST_MARGIN_S


def may_be_widened(case: Case) -> bool:
    """Is it an officer's turn, nothing signed yet, and is there a place to look at?"""
    return case.stage in AWAITING_OFFICER and waiting(case) is None and case.site is not None


def widened(case: Case, wish: WideningWish, officer: Officer, at: datetime) -> Case:
    """The case back where cameras are looked for; what it had come to is kept as a round.

    Raises:
        NotPermitted: The officer is not qualified for the simple procedure (SPR-23.2).
        CaseMovedOn: The case is not as the officer saw it.
        StepOutOfOrder: It does not wait for an officer, one has signed, or no site is known.
        InvalidDecision: Too few words, a margin that will not do, or nothing would change.
    """
    if not officer.may_decide_simple_procedure:
        raise NotPermitted(f"officer {officer.police_no} is not qualified for simple procedure")
    if wish.seen_version != case.version:
        raise CaseMovedOn(f"you saw version {wish.seen_version}; it is now {case.version}")
    if not may_be_widened(case):
        raise StepOutOfOrder(f"no recording can be added to case {case.tracking_code} now")
    _demand_sense(case, wish)
    recordings = case.recordings.widened(
        Widening(
            number=len(case.recordings.widenings) + 1,
            before_s=wish.before_s,
            after_s=wish.after_s,
            cameras=wish.cameras,
            reason=wish.reason.strip(),
            officer=officer.id,
            officer_name=officer.name,
            unit_name=officer.unit_name,
            at=at,
        ),
        _round_of(case, at),
    )
    return _begun_anew(case, recordings)


def sealed_so_far(case: Case) -> tuple[SealedClip, ...]:
    """The recordings in use, or while more are looked for those of the round before."""
    return case.clips or case.recordings.clips_before


def is_being_widened(case: Case) -> bool:
    """Are more recordings being looked at just now?"""
    under_way = frozenset(
        {Stage.REPORTED, Stage.CLIPS_FOUND, Stage.CLIPS_FETCHED, Stage.RECONSTRUCTED}
    )
    return case.recordings.newest is not None and case.stage in under_way


def _begun_anew(case: Case, recordings: Recordings) -> Case:
    return replace(
        case,
        version=case.version + 1,
        stage=Stage.REPORTED,
        clip_requests=(),
        clips=(),
        analyses=(),
        proposal=None,
        machine_proposal=None,
        corrections=(),
        party_tracks=None,
        pending_decision=None,
        evidence_gap=None,
        evidence_gap_detail="",
        recordings=recordings,
    )


def _demand_sense(case: Case, wish: WideningWish) -> None:
    before_s, after_s = margins_s(case)
    most_s = longest_margin_s(case)
    if len(wish.reason.strip()) < SHORTEST_REASON:
        raise InvalidDecision(f"say in at least {SHORTEST_REASON} characters why more is needed")
    if not (before_s <= wish.before_s <= most_s and after_s <= wish.after_s <= most_s):
        raise InvalidDecision(f"the window may grow to {most_s:.0f} s on either side, not shrink")
    more_cameras = set(wish.cameras) - {one.camera for one in case.clip_requests}
    if (wish.before_s, wish.after_s) == (before_s, after_s) and not more_cameras:
        raise InvalidDecision("nothing more would be looked at")


def _round_of(case: Case, at: datetime) -> EarlierRound:
    return EarlierRound(
        revision=case.proposal_revision,
        clip_requests=case.clip_requests,
        clips=case.clips,
        analyses=case.analyses,
        proposal=case.proposal,
        machine_proposal=case.machine_proposal,
        corrections=case.corrections,
        party_tracks=case.party_tracks,
        evidence_gap=case.evidence_gap,
        ended_at=at,
    )

"""A case in the few words a list needs, and where it stands in the queue.

Made anew from the records whenever one of them changes, and never read back into a case. Nothing
in it depends on the hour: what is due today is told by `due_on` when the list is read.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum, StrEnum

from accident_service.casefile import happenings
from accident_service.casefile.analysis import SVG, BlobRef, Exhibit
from accident_service.casefile.ask_evidence import has_answer, open_requests
from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.determination import Determination
from accident_service.casefile.four_eyes import waiting
from accident_service.casefile.party_terms import in_party_terms_en, in_party_terms_zh
from accident_service.casefile.pending_decision import FirstSignature
from accident_service.casefile.preserve import first_gone_at, is_at_risk
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.stage import FINISHED, Stage
from accident_service.casefile.time_limits import LimitKind
from accident_service.casefile.time_limits_of import RunningLimit, Timetable
from accident_service.liability.finding import Reason
from accident_service.liability.grade import Grade
from accident_service.liability.proposal import Strength
from accident_service.quantities.identifiers import CaseId, DocumentNumber, SiteId
from accident_service.reports.party import PartyLetter

PARTY_REQUEST = "REF_PARTY_REQUEST"  # the routing code of a call for an officer (SPR-20.2)


class DeskTab(StrEnum):
    """The piles of an officers' desk; every stage lies on one."""

    WAITING = "waiting"
    WORKING = "working"
    SETTLING = "settling"
    DECIDED = "decided"
    DETERMINED = "determined"
    OTHERWISE = "otherwise"
    REFERRED = "referred"


TAB_OF: dict[Stage, DeskTab] = {
    Stage.NEGOTIATING: DeskTab.SETTLING,
    Stage.REPORTED: DeskTab.WORKING,
    Stage.CLIPS_FOUND: DeskTab.WORKING,
    Stage.CLIPS_FETCHED: DeskTab.WORKING,
    Stage.RECONSTRUCTED: DeskTab.WORKING,
    Stage.PROPOSED: DeskTab.WAITING,
    Stage.NEEDS_OFFICER: DeskTab.WAITING,
    Stage.REOPENED: DeskTab.WAITING,
    Stage.DECIDED: DeskTab.DECIDED,
    Stage.DETERMINED: DeskTab.DETERMINED,
    Stage.CERTIFIED: DeskTab.OTHERWISE,
    Stage.AGREED: DeskTab.OTHERWISE,
    Stage.REFERRED: DeskTab.REFERRED,
}


class Urgency(IntEnum):
    """What comes before the calendar; the lower, the sooner. [design]"""

    CALLED = 0  # a party wants an officer on the scene: people stand at the roadside
    FOOTAGE = 1  # a recording is not secured, and its camera overwrites it soon
    ANEW = 2  # a review has ordered the work done again
    ORDINARY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PartGraded:
    """One vehicle's grade, proposed or decided; `letter` is None while it is nobody's."""

    letter: PartyLetter | None
    track: str
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """One row of a list of cases.

    `revision` grows with every change of the case or of what followed. `due_on` and `due_kind`
    are what the police have to do next, None where nothing runs. `thumbnail` is the still
    nearest to the contact.
    """

    case: CaseId
    tracking_code: str
    revision: int
    stage: Stage
    tab: DeskTab
    urgency: Urgency
    filed_at: datetime
    occurred_at: datetime
    place_words: str
    plates: tuple[str, ...]
    second_account_missing: bool
    vehicle_count: int
    site: SiteId | None = None
    due_on: date | None = None
    due_kind: LimitKind | None = None
    graded: tuple[PartGraded, ...] = ()
    is_decided: bool = False
    abstained: bool = False
    strength: Strength | None = None
    rule_code: str | None = None
    doubts: tuple[Reason, ...] = ()
    evidence_gap: str | None = None
    thumbnail: BlobRef | None = None
    document: DocumentNumber | None = None
    waits_for_second: bool = False  # one officer has signed, another has to
    signed_first: FirstSignature | None = None
    waits_for_party: bool = False  # an officer has asked for more evidence
    party_answered: bool = False  # and all of it has come
    footage_gone_at: datetime | None = None  # the first recording still waited for is overwritten

    @property
    def is_closed(self) -> bool:
        """Has the case ended?"""
        return self.stage in FINISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecords:
    """All that is on file of one case; document and certificate are those in force."""

    case: Case
    proceedings: Proceedings
    determination: Determination | None = None
    certificate: AccidentCertificate | None = None


def summary_of(records: CaseRecords, timetable: Timetable) -> CaseSummary:
    """The row a list shows of these records."""
    case, pending = records.case, waiting(records.case)
    due = _next_of_police(records, timetable)
    analysis = case.primary_analysis
    proposal = case.proposal
    return CaseSummary(
        case=case.id,
        tracking_code=case.tracking_code,
        revision=case.version + records.proceedings.version,
        stage=case.stage,
        tab=TAB_OF[case.stage],
        urgency=urgency_of(case),
        filed_at=case.report.filed_at,
        occurred_at=case.report.occurred_at,
        place_words=case.report.place.words,
        plates=tuple(party.vehicle.plate for party in case.parties),
        second_account_missing=case.party(PartyLetter.B) is None,
        vehicle_count=analysis.vehicle_count if analysis else 0,
        site=case.site,
        due_on=due.deadline.due_on if due else None,
        due_kind=due.limit.kind if due else None,
        graded=_graded(case),
        is_decided=case.decision is not None,
        abstained=proposal is not None and proposal.abstained,
        strength=proposal.strength if proposal and not proposal.abstained else None,
        rule_code=proposal.rule_code if proposal else None,
        doubts=_doubts(case),
        evidence_gap=case.evidence_gap,
        thumbnail=_thumbnail(case),
        document=_document(case),
        waits_for_second=pending is not None,
        signed_first=pending.first if pending else None,
        waits_for_party=bool(open_requests(case)),
        party_answered=has_answer(case),
        footage_gone_at=first_gone_at(case),
    )


def _doubts(case: Case) -> tuple[Reason, ...]:
    """The proposal's reasons for doubt as a person reads them: of parties, not of tracks."""
    reasons = case.proposal.reasons if case.proposal else ()
    return tuple(
        replace(
            one,
            zh=in_party_terms_zh(one.zh, case.party_tracks),
            en=in_party_terms_en(one.en, case.party_tracks),
        )
        for one in reasons
    )


def urgency_of(case: Case) -> Urgency:
    """Why this case goes before the calendar, if it does."""
    called = case.officer_request is not None or case.report.routing.code == PARTY_REQUEST
    if called and case.stage is Stage.REFERRED and case.decision is None:
        return Urgency.CALLED
    if is_at_risk(case):
        return Urgency.FOOTAGE
    return Urgency.ANEW if case.stage is Stage.REOPENED else Urgency.ORDINARY


def contact_still(case: Case) -> Exhibit | None:
    """The still nearest to the contact, or None where nothing was measured."""
    analysis = case.primary_analysis
    if analysis is None or analysis.contact is None:
        return None
    stills = [one for one in analysis.exhibits if one.kind == "still"]
    raster = [one for one in stills if one.blob.media_type != SVG]
    pts_s = analysis.contact.pts_s
    # A drawing cannot be made smaller in bytes; it is taken only where there is no picture.
    return min(raster or stills, key=lambda one: abs((one.pts_s or 0.0) - pts_s), default=None)


def _thumbnail(case: Case) -> BlobRef | None:
    still = contact_still(case)
    return still.blob if still else None


def _graded(case: Case) -> tuple[PartGraded, ...]:
    tracks = case.party_tracks
    if case.decision is not None:
        return tuple(
            PartGraded(
                letter=one.letter,
                track=tracks.track_of(one.letter) if tracks else "",
                grade=one.grade,
            )
            for one in case.decision.grades
        )
    proposed = case.proposal.grades if case.proposal else ()
    return tuple(
        PartGraded(letter=tracks.party_of(track) if tracks else None, track=track, grade=grade)
        for track, grade in proposed
    )


def _document(case: Case) -> DocumentNumber | None:
    number = case.determination or case.certificate or case.agreement
    return DocumentNumber(number) if number else None


def _next_of_police(records: CaseRecords, timetable: Timetable) -> RunningLimit | None:
    told = [*happenings.of_case(records.case), *happenings.of_proceedings(records.proceedings)]
    if records.determination is not None:
        told += happenings.of_determination(records.determination)
    if records.certificate is not None:
        told += happenings.of_certificate(records.certificate)
    running = timetable.of(told).of_police()
    return next((one for one in running if one.met_at is None), None)

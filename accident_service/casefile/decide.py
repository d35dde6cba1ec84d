"""What an officer's act must bring with it before it counts."""

from dataclasses import replace
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.decision import (
    SHORTEST_REASON,
    DecisionKind,
    DecisionRequest,
    Officer,
    OfficerDecision,
    PartyGrade,
)
from accident_service.casefile.four_eyes import demand_second_officer, waiting, waiting_decision
from accident_service.casefile.stage import AWAITING_OFFICER
from accident_service.errors import CaseMovedOn, InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.liability.grade import Grade
from accident_service.reports.party import PartyLetter

# SPR-60: the divisions two parties can have between them.
LAWFUL_PAIRS = frozenset(
    {
        frozenset({Grade.FULL, Grade.NONE}),
        frozenset({Grade.PRIMARY, Grade.SECONDARY}),
        frozenset({Grade.EQUAL}),
        frozenset({Grade.NONE}),
    }
)


def decide(
    case: Case, request: DecisionRequest, officer: Officer, decided_at: datetime
) -> OfficerDecision:
    """Turn the officer's request into a decision, or say what it lacks.

    Raises:
        NotPermitted: The officer is not qualified for the simple procedure (SPR-23.2).
        CaseMovedOn: The case is not as the officer saw it.
        StepOutOfOrder: The case does not wait for an officer, or waits for a second one.
        InvalidDecision: A confirmation without a proposal, an amendment without reason or
            article, a certificate without what was found, a division the law does not know,
            a party who has not applied, or, after a review, the same division without a reason.
    """
    if not officer.may_decide_simple_procedure:
        raise NotPermitted(f"officer {officer.police_no} is not qualified for simple procedure")
    if request.seen_version != case.version:
        raise CaseMovedOn(
            f"you saw version {request.seen_version}; case {case.tracking_code} is now"
            f" at version {case.version}"
        )
    if case.stage not in AWAITING_OFFICER:
        raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}, not waiting for you")
    if waiting(case) is not None:
        raise StepOutOfOrder(f"a decision of {case.tracking_code} waits for a second officer")
    grades, provisions = _division(case, request)
    return OfficerDecision(
        kind=request.kind,
        officer=officer,
        decided_at=decided_at,
        proposal_revision=case.proposal_revision,
        grades=grades,
        rule_code=case.proposal.rule_code if case.proposal else None,
        provisions=provisions,
        reason=request.reason.strip(),
        found=request.found.strip(),
    )


def countersigned(case: Case, officer: Officer, signed_at: datetime) -> OfficerDecision:
    """The decision that waits, as it counts once a second officer signs it too.

    It has to stand by the same law as on the day it was signed first.

    Raises:
        NotPermitted: See `demand_second_officer`.
        StepOutOfOrder: Nothing waits.
        InvalidDecision: It can no longer be made so.
    """
    pending = waiting_decision(case)
    demand_second_officer(pending, officer)
    first = pending.decision
    request = DecisionRequest(
        kind=first.kind,
        seen_version=case.version,
        grades=first.grades,
        provisions=first.provisions,
        reason=first.reason,
        found=first.found,
    )
    undisputed = replace(case, pending_decision=None)
    again = decide(undisputed, request, first.officer, signed_at)
    return replace(again, second_officer=officer, first_signed_at=first.decided_at)


def _division(
    case: Case, request: DecisionRequest
) -> tuple[tuple[PartyGrade, ...], tuple[str, ...]]:
    if request.kind is DecisionKind.CONFIRM:
        return _confirmation(case, request)
    if request.kind is DecisionKind.AMEND:
        return _amendment(case, request)
    if request.kind is DecisionKind.CERTIFY:
        return _certificate(request)
    return _referral(request)


def _confirmation(
    case: Case, request: DecisionRequest
) -> tuple[tuple[PartyGrade, ...], tuple[str, ...]]:
    proposal = case.proposal
    if proposal is None or proposal.abstained:
        raise InvalidDecision("there is no proposal to confirm: amend it with reasons, or refer")
    if len(proposal.grades) > len(PartyLetter):
        raise InvalidDecision("three or more vehicles answer here: refer the chain, or amend")
    if case.party_tracks is None:
        raise InvalidDecision("first say which vehicle in the picture is party A's and which B's")
    _demand_joint_application(case)
    by_track = dict(proposal.grades)
    grades = tuple(
        PartyGrade(letter=letter, grade=by_track[case.party_tracks.track_of(letter)])
        for letter in PartyLetter
    )
    _demand_reason_to_repeat(case, grades, request)
    provisions = tuple(
        dict.fromkeys(key for finding in proposal.findings for key in finding.provisions)
    )
    return grades, provisions


def _amendment(
    case: Case, request: DecisionRequest
) -> tuple[tuple[PartyGrade, ...], tuple[str, ...]]:
    _demand_reason(request)
    _demand_joint_application(case)
    if not request.provisions:
        raise InvalidDecision("an amended division names the article it rests on")
    given = {entry.letter: entry.grade for entry in request.grades}
    if set(given) != set(PartyLetter):
        raise InvalidDecision("give a grade for party A and for party B")
    if frozenset(given.values()) not in LAWFUL_PAIRS:
        raise InvalidDecision(
            "SPR-60 allows full/none, primary/secondary, equal/equal and none/none; not"
            f" {given[PartyLetter.A]}/{given[PartyLetter.B]}"
        )
    return tuple(request.grades), request.provisions


def _referral(request: DecisionRequest) -> tuple[tuple[PartyGrade, ...], tuple[str, ...]]:
    _demand_reason(request)
    return (), request.provisions


def _certificate(request: DecisionRequest) -> tuple[tuple[PartyGrade, ...], tuple[str, ...]]:
    # SPR-67: the certificate states time, place, parties and the facts that were found.
    _demand_reason(request)
    if len(request.found.strip()) < SHORTEST_REASON:
        raise InvalidDecision(f"say what was found in at least {SHORTEST_REASON} characters")
    return (), request.provisions


def _demand_reason(request: DecisionRequest) -> None:
    if len(request.reason.strip()) < SHORTEST_REASON:
        raise InvalidDecision(f"give a reason of at least {SHORTEST_REASON} characters")


def _demand_reason_to_repeat(
    case: Case, grades: tuple[PartyGrade, ...], request: DecisionRequest
) -> None:
    # SPR-76: the higher unit ordered it determined anew; who finds the same again answers its
    # findings. Any other division departs from what was reviewed and speaks for itself.
    if not case.earlier_decisions or len(request.reason.strip()) >= SHORTEST_REASON:
        return
    if frozenset(grades) == frozenset(case.earlier_decisions[-1].grades):
        raise InvalidDecision(
            "the review ordered this division looked at anew: to confirm it again, give a reason"
            f" of at least {SHORTEST_REASON} characters"
        )


def _demand_joint_application(case: Case) -> None:
    if not case.jointly_applied:
        raise InvalidDecision(
            "both parties must have applied for the online determination (SPR-20);"
            " wait for party B's account, or refer"
        )

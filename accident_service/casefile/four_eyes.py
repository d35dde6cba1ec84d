"""Four eyes: which decisions take a second officer, who that may be, and what waits for one.

The simple procedure needs one officer (SPR-5, SPR-23). A second is asked for where a single
hand could turn a case: against what was measured without reserve, or by what an officer put in
the place of a measurement. [design] A referral needs none: it divides nothing.
"""

from dataclasses import replace
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.correct import proposal_of_machine
from accident_service.casefile.correction import told
from accident_service.casefile.decision import (
    SHORTEST_REASON,
    DecisionKind,
    Officer,
    OfficerDecision,
    PartyGrade,
)
from accident_service.casefile.pending_decision import (
    GivenBack,
    PendingDecision,
    SecondOfficerGround,
)
from accident_service.casefile.stage import AWAITING_OFFICER
from accident_service.errors import InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.liability.proposal import LiabilityProposal, Strength


def grounds_for_second(case: Case, decision: OfficerDecision) -> tuple[SecondOfficerGround, ...]:
    """Why this decision needs a second officer; empty where one is enough."""
    if decision.kind is DecisionKind.REFER:
        return ()
    tried = (
        (SecondOfficerGround.AGAINST_FIRM, _departs_from_firm(case, decision)),
        (SecondOfficerGround.ON_TOLD_FACT, _rests_on_told_fact(case)),
    )
    return tuple(ground for ground, holds in tried if holds)


def waiting(case: Case) -> PendingDecision | None:
    """The decision that waits for a second officer; None where none does, or no more."""
    pending = case.pending_decision
    if pending is None or pending.given_back is not None or fell_away(case):
        return None
    return pending


def waiting_decision(case: Case) -> PendingDecision:
    """The decision that waits for a second officer.

    Raises:
        StepOutOfOrder: None does, or no more.
    """
    pending = waiting(case)
    if pending is None:
        raise StepOutOfOrder(f"no decision of {case.tracking_code} waits for a second officer")
    return pending


def fell_away(case: Case) -> bool:
    """Was a decision put to a second officer on a state of the case that is past?"""
    pending = case.pending_decision
    return pending is not None and (
        case.stage not in AWAITING_OFFICER
        or pending.decision.proposal_revision != case.proposal_revision
        or pending.corrections != len(case.corrections)
    )


def put_to_second(
    case: Case, decision: OfficerDecision, grounds: tuple[SecondOfficerGround, ...]
) -> Case:
    """The case while the decision waits; its stage stays, for nothing is decided."""
    pending = PendingDecision(decision=decision, grounds=grounds, corrections=len(case.corrections))
    return replace(case, version=case.version + 1, pending_decision=pending)


def demand_second_officer(pending: PendingDecision, officer: Officer) -> None:
    """Refuse whoever may not sign second.

    Raises:
        NotPermitted: The first officer themselves, one of neither the unit nor the higher
            unit, or one not qualified.
    """
    first = pending.decision.officer
    if officer.id == first.id:
        raise NotPermitted("the second signature is another officer's")
    if officer.unit not in (first.unit, first.higher_unit):
        raise NotPermitted("the second officer is of the same unit, or of the next higher one")
    if not officer.may_decide_simple_procedure:
        raise NotPermitted(f"officer {officer.police_no} is not qualified for simple procedure")


def given_back(case: Case, officer: Officer, words: str, at: datetime) -> Case:
    """The case once the second officer has returned the decision.

    Raises:
        InvalidDecision: The words are too few to work with.
        StepOutOfOrder: Nothing waits.
        NotPermitted: See `demand_second_officer`.
    """
    pending = waiting_decision(case)
    demand_second_officer(pending, officer)
    if len(words.strip()) < SHORTEST_REASON:
        raise InvalidDecision(f"give a reason of at least {SHORTEST_REASON} characters")
    back = GivenBack(officer=officer.id, officer_name=officer.name, words=words.strip(), at=at)
    returned = replace(pending, given_back=back)
    return replace(case, version=case.version + 1, pending_decision=returned)


def taken_back(case: Case, officer: Officer) -> Case:
    """The case once the first officer no longer asks.

    Raises:
        StepOutOfOrder: Nothing waits.
        NotPermitted: Another officer asked.
    """
    if waiting_decision(case).decision.officer.id != officer.id:
        raise NotPermitted("only who signed first takes the decision back")
    return replace(case, version=case.version + 1, pending_decision=None)


def _departs_from_firm(case: Case, decision: OfficerDecision) -> bool:
    machines = proposal_of_machine(case)
    if machines is None or machines.abstained or machines.strength is not Strength.FIRM:
        return False
    if decision.kind is DecisionKind.CERTIFY:
        return True
    return frozenset(decision.grades) != _grades(case, machines)


def _grades(case: Case, proposal: LiabilityProposal) -> frozenset[PartyGrade]:
    """What it gives each party; nothing while it is open whose vehicle is whose."""
    owners = case.party_tracks
    graded = (
        (owners.party_of(track) if owners else None, grade) for track, grade in proposal.grades
    )
    return frozenset(PartyGrade(letter=who, grade=grade) for who, grade in graded if who)


def _rests_on_told_fact(case: Case) -> bool:
    """Did what an officer told decide it: a fact it relies on, or one whose telling turned it?"""
    proposal = case.proposal
    if proposal is None or not told(case.corrections):
        return False
    relied_on = [fact for finding in proposal.findings for fact in finding.relied_on]
    relied_on += [fact for mixed in proposal.mixed for fact in mixed.relied_on]
    if any(fact.told_by for fact in relied_on):
        return True
    machines = proposal_of_machine(case)
    return machines is None or (machines.grades, machines.rule_code) != (
        proposal.grades,
        proposal.rule_code,
    )

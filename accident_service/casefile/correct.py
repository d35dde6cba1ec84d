"""An officer's correction: what it must bring with it, and the case once it is made.

A correction decides nothing: it changes what the proposal rests on, and the proposal is made
anew by the same rules. Whoever signs still decides.
"""

from dataclasses import replace
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.correction import (
    Correction,
    CorrectionRequest,
    PartiesChosen,
    Withdrawn,
    in_force,
    told,
    withdrawn_numbers,
)
from accident_service.casefile.decision import SHORTEST_REASON, Officer
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.casefile.stage import AWAITING_OFFICER
from accident_service.errors import CaseMovedOn, InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.liability.changes import ContactDenied, ContactPlaced
from accident_service.liability.proposal import LiabilityProposal
from accident_service.quantities.identifiers import TrackId


def correct(
    case: Case, request: CorrectionRequest, officer: Officer, corrected_at: datetime
) -> Correction:
    """Turn the officer's request into an entry; that it fits the scene is asked elsewhere.

    Raises:
        NotPermitted: The officer is not qualified for the simple procedure (SPR-23.2).
        CaseMovedOn: The case is not as the officer saw it.
        StepOutOfOrder: The case does not wait for an officer.
        InvalidDecision: It lacks a reason, or withdraws what is not in force.
    """
    demand_open_to_correction(case, request.seen_version, officer)
    act, reason = request.act, request.reason.strip()
    if isinstance(act, Withdrawn):
        _demand_in_force(case, act)
    elif _overrules(case, request) and len(reason) < SHORTEST_REASON:
        raise InvalidDecision(f"give a reason of at least {SHORTEST_REASON} characters")
    if isinstance(act, PartiesChosen):
        _demand_of_the_contact(case, act)
        act = replace(act, before=case.party_tracks)
    analysis = case.primary_analysis
    return Correction(
        number=len(case.corrections) + 1,
        act=act,
        reason=reason,
        officer=officer.id,
        officer_name=officer.name,
        corrected_at=corrected_at,
        clip=analysis.clip if analysis else None,
    )


def demand_open_to_correction(case: Case, seen_version: int, officer: Officer) -> None:
    """Refuse whoever may not correct, or did not see the case as it is; raises as `correct`."""
    if not officer.may_decide_simple_procedure:
        raise NotPermitted(f"officer {officer.police_no} is not qualified for simple procedure")
    if seen_version != case.version:
        raise CaseMovedOn(f"you saw version {seen_version}; it is now {case.version}")
    if case.stage not in AWAITING_OFFICER:
        raise StepOutOfOrder(f"case {case.tracking_code} is {case.stage}, not waiting for you")


def corrected_by(case: Case, correction: Correction, proposal: LiabilityProposal | None) -> Case:
    """The case with the entry.

    Args:
        proposal: As made anew from all that is in force then; not used where nothing that was
            measured changes, and in its place stands the machine's own once nothing is left.
    """
    corrections = (*case.corrections, correction)
    entered = replace(
        case,
        version=case.version + 1,
        corrections=corrections,
        party_tracks=_party_tracks(case, corrections),
    )
    before, after = told(case.corrections), told(corrections)
    if before == after:
        return entered
    machines = proposal_of_machine(case)
    return replace(
        entered,
        machine_proposal=machines,
        proposal=proposal if after else machines,
        proposal_revision=case.proposal_revision + 1,
    )


def proposal_of_machine(case: Case) -> LiabilityProposal | None:
    """What was proposed from the measurements alone, whatever has been corrected since."""
    return case.machine_proposal if told(case.corrections) else case.proposal


def looked_at_again(case: Case, proposal: LiabilityProposal) -> Case:
    """The case once the second look at a corrected proposal is done."""
    return replace(
        case,
        version=case.version + 1,
        proposal=proposal,
        proposal_revision=case.proposal_revision + 1,
    )


def tracks_in_contact(case: Case) -> tuple[TrackId, ...]:
    """The vehicles that touched, as measured or as an officer placed the contact."""
    analysis = case.primary_analysis
    measured = analysis.contact.vehicles if analysis and analysis.contact else ()
    pairs = {frozenset(one.track for one in measured)} if measured else set()
    order = [one.track for one in measured]
    for one in in_force(case.corrections):
        if isinstance(one.act, ContactPlaced):
            pairs.add(frozenset(one.act.tracks))
            order.extend(one.act.tracks)
        elif isinstance(one.act, ContactDenied):
            pairs.discard(frozenset(one.act.tracks))
    return tuple(dict.fromkeys(one for one in order if any(one in pair for pair in pairs)))


def _overrules(case: Case, request: CorrectionRequest) -> bool:
    """Does it say other than what stands? Who merely fills a gap by looking need not argue."""
    return not isinstance(request.act, PartiesChosen) or case.party_tracks is not None


def _demand_in_force(case: Case, act: Withdrawn) -> None:
    numbers = {one.number for one in case.corrections}
    if act.number not in numbers - withdrawn_numbers(case.corrections):
        raise InvalidDecision(f"there is no correction {act.number} in force to withdraw")


def _demand_of_the_contact(case: Case, act: PartiesChosen) -> None:
    known = tracks_in_contact(case)
    if not known:
        raise InvalidDecision("no contact was measured; there are no vehicles to assign")
    for track in (act.track_a, act.track_b):
        if track not in known:
            raise InvalidDecision(f"{track} took no part in the contact; choose of {list(known)}")
    if act.track_a == act.track_b:
        raise InvalidDecision("one vehicle cannot be both parties'")


def _party_tracks(case: Case, corrections: tuple[Correction, ...]) -> PartyTracks | None:
    """The last choice in force; without one, how the parties were matched before any."""
    choices = [one for one in corrections if isinstance(one.act, PartiesChosen)]
    if not choices:
        return case.party_tracks
    chosen = [one for one in in_force(corrections) if isinstance(one.act, PartiesChosen)]
    if chosen and isinstance(chosen[-1].act, PartiesChosen):
        act, by = chosen[-1].act, chosen[-1].officer
        return PartyTracks(track_a=act.track_a, track_b=act.track_b, matched_by=f"officer:{by}")
    first = choices[0].act
    return first.before if isinstance(first, PartiesChosen) else None

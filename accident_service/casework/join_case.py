"""The second driver joins by link and gives an account of their own."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.party_tracks import match_parties
from accident_service.casework.ports import Clock, Ledger
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import Party
from accident_service.reports.statement import Statement


@dataclass(frozen=True, slots=True)
class JoinCase:
    """Add party B and their statement; match the parties to the vehicles when both are known."""

    ledger: Ledger
    clock: Clock

    def __call__(self, case_id: CaseId, party: Party, statement: Statement) -> Case:
        """The same person submitting twice changes nothing.

        Raises:
            Conflict: Someone else has joined as party B, or the case is decided.
        """
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            if case.party(party.letter) == party:
                return case
            case = with_matched_parties(case.joined_by(party, statement))
            work.cases.save(case)
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=f"driver:{party.letter}",
                    verb="join-case",
                    case=case.id,
                )
            )
        return case


def with_matched_parties(case: Case) -> Case:
    """The case with its parties matched to tracks, unless an officer has already done so.

    Two accounts that contradict each other undo a match made from the first one alone.
    """
    analysis = case.primary_analysis
    if analysis is None or analysis.contact is None:
        return case
    if case.party_tracks is not None and case.party_tracks.matched_by != "statements":
        return case
    matched = match_parties(analysis.contact, case.statements)
    if matched == case.party_tracks:
        return case
    return case.with_party_tracks(matched)

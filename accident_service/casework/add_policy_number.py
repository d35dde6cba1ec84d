"""A party adds the number of the compulsory policy after the report."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.policy_number import with_policy_no
from accident_service.casework.ports import Clock, Ledger
from accident_service.errors import InvalidReport
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.complaints import Complaint
from accident_service.reports.forms import read_policy_no
from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True)
class AddPolicyNumber:
    """Open to the party itself until the decision; the entry names no number."""

    ledger: Ledger
    clock: Clock

    def __call__(self, case_id: CaseId, letter: PartyLetter, typed: str) -> Case:
        """The case with the number; a second tap changes nothing.

        Raises:
            InvalidReport: It is no policy's number, or nothing.
            StepOutOfOrder: The case is decided or settled, or another number is on file.
        """
        policy_no = read_policy_no(typed)
        if not policy_no:
            raise InvalidReport({"policy_no": Complaint.MISSING})
        with self.ledger.transaction() as work:
            before = work.cases.load(case_id)
            case = with_policy_no(before, letter, policy_no)
            if case is before:
                return case
            work.cases.save(case)
            at, actor = self.clock.now(), f"driver:{letter}"
            entry = AuditAct(at=at, actor=actor, verb="add-policy-number", case=case.id)
            work.audit.append(entry)
        return case

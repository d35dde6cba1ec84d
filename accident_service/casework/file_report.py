"""Step 0: a driver's report opens a case, and the law says at once where it goes."""

import secrets
from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Clock, Ledger, Step, UnitOfWork
from accident_service.casework.secure_clips import secure_recordings
from accident_service.errors import Conflict
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.report import AccidentReport

# No vowels and no look-alikes: read out over the phone, never spelling a word.
CODE_LETTERS = "BCDFGHJKMPQRTVWXY346789"
CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class FileReport:
    """Open the case, or find the one this very form has opened before."""

    ledger: Ledger
    clock: Clock

    def __call__(self, report: AccidentReport) -> Case:
        """A second tap on "submit" returns the first tap's case, even while that is being saved.

        Raises:
            LedgerUnavailable: The report was not kept; the form may be sent again.
        """
        try:
            return self._filed(report)
        except Conflict:  # the other tap was kept between our look and our write
            return self._filed(report)

    def _filed(self, report: AccidentReport) -> Case:
        with self.ledger.transaction() as work:
            known = work.cases.with_submission_key(report.submission_key)
            if known is not None:
                return known
            case = Case.opened(CaseId(secrets.token_hex(16)), _tracking_code(), report)
            if not report.routing.handled_online:
                case = case.referred_by_law()
            work.cases.add(case)
            if case.stage is Stage.REPORTED:  # what the parties settle needs no recording
                work.steps.request(case.id, Step.FIND_CLIPS)
            if case.stage is Stage.REFERRED:  # somebody has to drive there, and learns of it now
                work.steps.request(case.id, Step.HAND_OVER)
                secure_recordings(work, case)
            self._record(work, case)
        return case

    def _record(self, work: UnitOfWork, case: Case) -> None:
        work.audit.append(
            AuditAct(
                at=self.clock.now(),
                actor=f"driver:{case.report.reporter.letter}",
                verb="file-report",
                case=case.id,
                detail=(("routing", case.report.routing.code),),
            )
        )


def _tracking_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))

"""What people did on the pages that leaves a line in the audit ledger."""

from accident_service.casefile.audit import AuditAct
from accident_service.casework.ports import UnitOfWork
from accident_service.quantities.identifiers import CaseId
from accident_service.web.service import casework


def leave_trace(
    work: UnitOfWork, verb: str, *, actor: str, case: CaseId | None, **detail: str
) -> None:
    """Write down who did what, inside the unit of work that does it."""
    work.audit.append(
        AuditAct(
            at=casework().clock.now(),
            actor=actor,
            verb=verb,
            case=case,
            detail=tuple(detail.items()),
        )
    )

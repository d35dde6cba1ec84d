"""Which step an attempt is of: a bell names the attempt only, the ledger knows the rest."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from accident_service.adapters.database.case_tables import step_attempt
from accident_service.adapters.database.engine import Engines
from accident_service.casework.ports import Step
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import AttemptId, CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedAttempt:
    """What is known of an attempt before it is begun."""

    case: CaseId
    step: Step
    number: int
    due_at: datetime
    request: str  # as log lines name it


@dataclass(frozen=True, slots=True)
class AttemptSteps:
    """Looks attempts up in the ledger."""

    engines: Engines

    def announced(self, attempt: AttemptId) -> AnnouncedAttempt:
        """What `attempt` is one try at, and on whose request.

        Raises:
            NotFound: The ledger knows no such attempt: the bell came from elsewhere.
            LedgerUnavailable: The database did not answer.
        """
        query = select(step_attempt).where(step_attempt.c.id == attempt)
        with self.engines.glance() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFound(f"the ledger knows no attempt {attempt}")
        return AnnouncedAttempt(
            case=CaseId(row.case_id),
            step=Step(row.step),
            number=row.number,
            due_at=row.not_before,
            request=row.request,
        )

"""Which step an attempt is of: a bell names the attempt only, the ledger knows the rest."""

from dataclasses import dataclass

from sqlalchemy import select

from accident_service.adapters.database.case_tables import step_attempt
from accident_service.adapters.database.engine import Engines
from accident_service.casework.ports import Step
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import AttemptId


@dataclass(frozen=True, slots=True)
class AttemptSteps:
    """Looks attempts up in the ledger."""

    engines: Engines

    def step_of(self, attempt: AttemptId) -> Step:
        """The step that `attempt` is one try at.

        Raises:
            NotFound: The ledger knows no such attempt: the bell came from elsewhere.
            LedgerUnavailable: The database did not answer.
        """
        query = select(step_attempt.c.step).where(step_attempt.c.id == attempt)
        with self.engines.glance() as connection:
            step = connection.execute(query).scalar_one_or_none()
        if step is None:
            raise NotFound(f"the ledger knows no attempt {attempt}")
        return Step(step)

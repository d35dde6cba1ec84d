"""Steps that do not go as they should, as the ledger knows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from accident_service.casefile.stage import Stage
from accident_service.casework.ledger_ports import Step
from accident_service.quantities.identifiers import AttemptId, CaseId

# Where nothing is wrong, a worker takes a step within seconds; in a rush, minutes. [design]
LONG = timedelta(minutes=10)
LOOKED_BACK = timedelta(days=30)  # how long a step that was given up stays in the list [design]


class Trouble(StrEnum):
    """What is wrong with a step, the worst last."""

    TRIED_AGAIN = "tried-again"  # it failed, and another try waits for its time
    WAITING_LONG = "waiting-long"  # no worker has taken it
    LEASE_LOST = "lease-lost"  # its worker has not been heard of in time
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One try at a step."""

    attempt: AttemptId
    number: int
    state: str  # "waiting", "running", "done", "failed", "superseded"
    due_at: datetime
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    failure: str = ""

    @property
    def reason(self) -> str:
        """The code of why it failed; empty where it did not."""
        return self.failure.partition(":")[0]

    @property
    def told(self) -> str:
        """What was said of the failure besides its code."""
        return self.failure.partition(":")[2].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInTrouble:
    """A step with every try at it, oldest first."""

    case: CaseId
    tracking_code: str
    stage: Stage
    step: Step
    trouble: Trouble
    tries: tuple[Try, ...]

    @property
    def newest(self) -> Try:
        """The try that counts."""
        return self.tries[-1]

    @property
    def reason(self) -> str:
        """The code of why it last failed; empty where no try has."""
        return next((one.reason for one in reversed(self.tries) if one.failure), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleQuery:
    """Which steps are asked for; what is None narrows nothing."""

    step: Step | None = None
    trouble: Trouble | None = None
    reason: str = ""


class StepTroubles(Protocol):
    """Steps in trouble, inside a unit of work."""

    def found(
        self, query: TroubleQuery, now_at: datetime, *, limit: int
    ) -> tuple[StepInTrouble, ...]:
        """Those that fit, the one that has gone wrong longest first."""
        ...

    def counts(self, now_at: datetime) -> Mapping[Trouble, int]:
        """How many there are of each; what there is none of may be left out."""
        ...

    def around(self, attempt: AttemptId) -> tuple[CaseId, Step, tuple[Try, ...]]:
        """Every try at the step this was a try at, oldest first; NotFound for an unknown one."""
        ...

    def hurry(self, attempt: AttemptId, now_at: datetime) -> bool:
        """Let a waiting try be due now, and ring for it anew; was there anything to change?"""
        ...

    def end(self, attempt: AttemptId, failure: str, now_at: datetime) -> None:
        """End a waiting try as failed.

        Raises:
            AttemptSuperseded: It was begun or ended meanwhile.
        """
        ...

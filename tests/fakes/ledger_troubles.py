"""The `StepTroubles` of `FakeLedger`."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.casework.steps_in_trouble import BEGINS_AT
from accident_service.casework.trouble_ports import (
    LONG,
    StepInTrouble,
    Trouble,
    TroubleQuery,
    Try,
)
from accident_service.errors import AttemptSuperseded, NotFound
from accident_service.quantities.identifiers import AttemptId, CaseId
from tests.fakes.ledger_tables import Attempt, Tables


class FakeStepTroubles:
    """Looks through the attempts in their order."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def found(
        self, query: TroubleQuery, now_at: datetime, *, limit: int
    ) -> tuple[StepInTrouble, ...]:
        """Those that fit."""
        fitting = [
            one
            for one in self._all(now_at)
            if query.step in (None, one.step)
            and query.trouble in (None, one.trouble)
            and query.reason in ("", one.reason)
        ]
        return tuple(fitting[:limit])

    def counts(self, now_at: datetime) -> Mapping[Trouble, int]:
        """How many there are of each."""
        return Counter(one.trouble for one in self._all(now_at))

    def around(self, attempt: AttemptId) -> tuple[CaseId, Step, tuple[Try, ...]]:
        """Every try at the step this one was a try at."""
        named = [one for one in self._tables.attempts if one.id == attempt]
        if not named:
            raise NotFound(f"there is no attempt {attempt}")
        (one,) = named
        return one.case, one.step, self._tries(one)

    def hurry(self, attempt: AttemptId, now_at: datetime) -> bool:
        """Let a waiting try be due now."""
        for one in self._tables.attempts:
            if one.id == attempt and one.state == "waiting" and one.not_before > now_at:
                one.not_before = now_at
                return True
        return False

    def end(self, attempt: AttemptId, failure: str, now_at: datetime) -> None:
        """End a waiting try as failed."""
        for one in self._tables.attempts:
            if one.id == attempt and one.state == "waiting":
                one.state, one.failure, one.done_at = "failed", failure, now_at
                return
        raise AttemptSuperseded(f"{attempt} was begun or ended meanwhile")

    def _all(self, now_at: datetime) -> list[StepInTrouble]:
        found = []
        for one in self._tables.attempts:
            kind = self._kind(one, now_at)
            tries = self._tries(one)
            if kind is None or tries[-1].attempt != one.id:
                continue
            case = self._tables.cases[one.case]
            found.append(
                StepInTrouble(
                    case=one.case,
                    tracking_code=case.tracking_code,
                    stage=case.stage,
                    step=one.step,
                    trouble=kind,
                    tries=tries,
                )
            )
        return found

    def _kind(self, one: Attempt, now_at: datetime) -> Trouble | None:
        if one.state == "failed":
            stage = self._tables.cases[one.case].stage
            is_over = one.step in BEGINS_AT and stage not in (Stage.NEEDS_OFFICER, Stage.REOPENED)
            return None if is_over else Trouble.GIVEN_UP
        if one.state == "running" and one.lease_expires_at and one.lease_expires_at < now_at:
            return Trouble.LEASE_LOST
        if one.state == "waiting" and one.not_before < now_at - LONG:
            return Trouble.WAITING_LONG
        return Trouble.TRIED_AGAIN if one.state == "waiting" and one.number > 1 else None

    def _tries(self, of: Attempt) -> tuple[Try, ...]:
        return tuple(
            Try(
                attempt=one.id,
                number=one.number,
                state=one.state,
                due_at=one.not_before,
                begun_at=None if one.state == "waiting" else one.not_before,
                ended_at=one.done_at,
                failure=one.failure,
            )
            for one in self._tables.attempts
            if (one.case, one.step) == (of.case, of.step)
        )

"""Steps that do not go as they should, found among open tries and those that ended badly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    union_all,
    update,
)

from accident_service.adapters.database.bells import take_away_bell
from accident_service.adapters.database.case_tables import (
    accident_case,
    is_open,
    outbox,
    step_attempt,
)
from accident_service.adapters.database.metadata import KeptRow
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.casework.steps_in_trouble import BEGINS_AT
from accident_service.casework.trouble_ports import (
    LONG,
    LOOKED_BACK,
    StepInTrouble,
    Trouble,
    TroubleQuery,
    Try,
)
from accident_service.errors import AttemptSuperseded, NotFound
from accident_service.quantities.identifiers import AttemptId, CaseId

TRY = step_attempt.c
# A step before the proposal is over once its case is an officer's and they have decided.
NOT_OVER = (Stage.NEEDS_OFFICER, Stage.REOPENED)
MOST_LOOKED_AT = 2000  # before they are narrowed by reason


class SqlStepTroubles:
    """A `StepTroubles` inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def found(
        self, query: TroubleQuery, now_at: datetime, *, limit: int
    ) -> tuple[StepInTrouble, ...]:
        """Those that fit, the one that has gone wrong longest first."""
        wanted = _in_trouble(now_at)
        if query.step is not None:
            wanted = wanted.where(TRY.step == query.step)
        if query.trouble is not None:
            wanted = wanted.where(_kind(now_at) == query.trouble)
        most = MOST_LOOKED_AT if query.reason else limit
        rows = self._connection.execute(wanted.order_by(TRY.created_at, TRY.id).limit(most)).all()
        tries = self._tries({row.case_id for row in rows})
        all_of_them = (_step_of(row, tries[row.case_id, row.step]) for row in rows)
        fitting = [one for one in all_of_them if query.reason in ("", one.reason)]
        return tuple(fitting[:limit])

    def counts(self, now_at: datetime) -> Mapping[Trouble, int]:
        """How many there are of each."""
        found = _in_trouble(now_at).subquery()
        query = select(found.c.trouble, func.count()).group_by(found.c.trouble)
        return {Trouble(kind): count for kind, count in self._connection.execute(query)}

    def around(self, attempt: AttemptId) -> tuple[CaseId, Step, tuple[Try, ...]]:
        """Every try at the step this one was a try at."""
        named = self._connection.execute(
            select(TRY.case_id, TRY.step).where(TRY.id == attempt)
        ).first()
        if named is None:
            raise NotFound(f"there is no attempt {attempt}")
        tries = self._tries({named.case_id})[named.case_id, named.step]
        return CaseId(named.case_id), Step(named.step), tuple(tries)

    def hurry(self, attempt: AttemptId, now_at: datetime) -> bool:
        """Let a waiting try be due now, and ring for it anew."""
        waits = select(TRY.id).where(TRY.id == attempt, TRY.state == "waiting")
        bell = outbox.c
        rung = self._connection.execute(
            update(outbox)
            .where(bell.attempt_id.in_(waits))
            .where(or_(bell.not_before > now_at, bell.sent_at.is_not(None)))
            .values(
                not_before=_no_later(bell.not_before, now_at),
                rank_at=_no_later(bell.rank_at, now_at),
                sent_at=None,
            )
        )
        self._connection.execute(
            update(step_attempt)
            .where(TRY.id == attempt, TRY.state == "waiting")
            .values(not_before=_no_later(TRY.not_before, now_at))
        )
        return rung.rowcount > 0

    def end(self, attempt: AttemptId, failure: str, now_at: datetime) -> None:
        """End a waiting try as failed."""
        ended = self._connection.execute(
            update(step_attempt)
            .where(TRY.id == attempt, TRY.state == "waiting")
            .values(state="failed", finished_at=now_at, failure=failure)
        )
        if ended.rowcount != 1:
            raise AttemptSuperseded(f"{attempt} was begun or ended meanwhile")
        take_away_bell(self._connection, attempt)

    def _tries(self, cases: Iterable[str]) -> Mapping[tuple[str, str], list[Try]]:
        query = select(step_attempt).where(TRY.case_id.in_(cases)).order_by(TRY.number)
        tries: dict[tuple[str, str], list[Try]] = defaultdict(list)
        for row in self._connection.execute(query):
            tries[row.case_id, row.step].append(_try_of(row))
        return tries


def _in_trouble(now_at: datetime) -> Select[tuple[str, str, str, str, str, datetime, str]]:
    newer = step_attempt.alias("newer")
    another = select(newer.c.id).where(
        newer.c.case_id == TRY.case_id, newer.c.step == TRY.step, newer.c.number > TRY.number
    )
    given_up = and_(
        or_(TRY.step.not_in(tuple(BEGINS_AT)), accident_case.c.stage.in_(NOT_OVER)),
        ~another.exists(),
    )
    return (
        select(
            TRY.id,
            TRY.case_id,
            TRY.step,
            accident_case.c.tracking_code,
            accident_case.c.stage,
            TRY.created_at,
            _kind(now_at).label("trouble"),
        )
        .join(accident_case, accident_case.c.id == TRY.case_id)
        .where(TRY.id.in_(_candidates(now_at)), or_(TRY.state != "failed", given_up))
    )


def _candidates(now_at: datetime) -> CompoundSelect[tuple[str]]:
    """Few rows, each found by an index: a ledger holds millions of tries that went well."""
    tried = step_attempt.alias("tried").c
    waits = (tried.state == "waiting") & or_(tried.number > 1, tried.not_before < now_at - LONG)
    lost = (tried.state == "running") & (tried.lease_expires_at < now_at)
    still_open = select(tried.id).where(is_open(tried.state), or_(waits, lost))
    failed = select(tried.id).where(
        tried.state == "failed",
        tried.step.in_(tuple(Step)),
        tried.finished_at > now_at - LOOKED_BACK,
    )
    return union_all(still_open, failed)


def _kind(now_at: datetime) -> ColumnElement[str]:
    return case(
        (TRY.state == "failed", Trouble.GIVEN_UP.value),
        (TRY.state == "running", Trouble.LEASE_LOST.value),
        (TRY.not_before < now_at - LONG, Trouble.WAITING_LONG.value),
        else_=Trouble.TRIED_AGAIN.value,
    )


def _no_later(moment: Column[datetime], now_at: datetime) -> ColumnElement[datetime]:
    return case((moment > now_at, now_at), else_=moment)


def _step_of(row: KeptRow, tries: list[Try]) -> StepInTrouble:
    return StepInTrouble(
        case=CaseId(row.case_id),
        tracking_code=row.tracking_code,
        stage=Stage(row.stage),
        step=Step(row.step),
        trouble=Trouble(row.trouble),
        tries=tuple(tries),
    )


def _try_of(row: KeptRow) -> Try:
    return Try(
        attempt=AttemptId(row.id),
        number=row.number,
        state=row.state,
        due_at=row.not_before,
        begun_at=row.started_at,
        ended_at=row.finished_at,
        failure=row.failure,
    )

"""The figures an operator watches, read from the ledger at the moment they are asked for.

Nothing is counted beside the ledger, so that nothing is lost with a process and every host
tells the same. Each query reads rows that are open, or the end of an index.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection, func, or_, select

from accident_service.adapters.database.camera_tables import camera_fetch, camera_reading
from accident_service.adapters.database.case_tables import is_open, outbox, step_attempt
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.evidence_tables import audit_head
from accident_service.adapters.database.figure_tables import case_figure
from accident_service.adapters.database.head_tables import ledger_head
from accident_service.adapters.database.notice_tables import notice
from accident_service.adapters.database.outbox import Line, Outbox
from accident_service.adapters.database.step_troubles import SqlStepTroubles
from accident_service.adapters.database.webhook_tables import webhook_delivery, webhook_endpoint
from accident_service.casework.operating_ports import Measured
from accident_service.casework.ports import Step
from accident_service.casework.trouble_ports import Trouble
from accident_service.casework.webhook_records import DeliveryState, EndpointState

LATELY = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)
MOST_TIMES = 20_000  # attempts whose times are read; an hour of a province has fewer
QUANTILES = (0.5, 0.95)


@dataclass(frozen=True, slots=True)
class SqlOperatingFigures:
    """An `OperatingFigures`."""

    engines: Engines
    free_room_bytes: Callable[[], int]

    def read(self, now_at: datetime) -> tuple[Measured, ...]:
        """Every figure."""
        lines = Outbox(self.engines).lines(now_at)
        with self.engines.glance() as connection:
            return (
                *_lines(lines, now_at),
                *_open_steps(connection, now_at),
                *_ended_steps(connection, now_at - LATELY),
                *_trouble(connection, now_at),
                *_outbox(connection, now_at),
                *_proposals(connection, now_at - ONE_WEEK),
                *_recordings(connection, now_at - ONE_DAY),
                *_heads(connection, now_at),
                *_messages(connection, now_at),
                Measured("accident_room_free_bytes", self.free_room_bytes()),
            )


def _open_steps(connection: Connection, now_at: datetime) -> Iterator[Measured]:
    table = step_attempt.c
    # Counted here: grouped by the database, all tries there ever were would be read in order.
    query = select(table.step, table.state, table.not_before, table.lease_expires_at).where(
        is_open(table.state)
    )
    counted: Counter[tuple[str, str]] = Counter()
    waited_s: dict[str, float] = dict.fromkeys(Step, 0.0)
    lost = 0
    for step, state, due_at, expires_at in connection.execute(query):
        counted[step, state] += 1
        if state == "waiting":
            waited_s[step] = max(waited_s[step], (now_at - due_at).total_seconds())
        elif expires_at < now_at:
            lost += 1
    for (step, state), count in counted.items():
        yield Measured("accident_steps_open", count, (("step", step), ("state", state)))
    for step, longest_s in waited_s.items():
        yield Measured("accident_step_longest_wait_seconds", longest_s, (("step", step),))
    yield Measured("accident_steps_lease_expired", lost)


def _ended_steps(connection: Connection, since_at: datetime) -> Iterator[Measured]:
    table = step_attempt.c
    ended = (table.step.in_(tuple(Step)), table.finished_at > since_at)
    counts = (
        select(table.step, table.state, func.count())
        .where(*ended, table.state.in_(("done", "failed", "superseded")))
        .group_by(table.step, table.state)
    )
    for step, state, count in connection.execute(counts):
        labels = (("step", step), ("state", state))
        yield Measured("accident_step_attempts_last_hour", count, labels)
    times = select(table.step, table.started_at, table.finished_at).where(
        *ended, table.state == "done", table.started_at.is_not(None)
    )
    took_s: dict[str, list[float]] = {}
    for step, begun_at, done_at in connection.execute(times.limit(MOST_TIMES)):
        took_s.setdefault(step, []).append((done_at - begun_at).total_seconds())
    for step, all_s in took_s.items():
        for share in QUANTILES:
            labels = (("step", step), ("quantile", f"{share:g}"))
            yield Measured("accident_step_run_seconds", _quantile(all_s, share), labels)


def _lines(lines: Iterable[Line], now_at: datetime) -> Iterator[Measured]:
    for line in lines:
        queue = ("queue", line.queue.value)
        yield Measured("accident_queue_waiting", line.waiting, (queue,))
        yield Measured("accident_queue_urgent_waiting", line.urgent, (queue,))
        waited_s = _age_s(line.oldest_at, now_at)
        yield Measured("accident_queue_longest_wait_seconds", waited_s, (queue,))


def _trouble(connection: Connection, now_at: datetime) -> Iterator[Measured]:
    counted = SqlStepTroubles(connection).counts(now_at)
    for kind in Trouble:
        yield Measured("accident_steps_in_trouble", counted.get(kind, 0), (("trouble", kind),))


def _outbox(connection: Connection, now_at: datetime) -> Iterator[Measured]:
    query = (
        select(func.count(), func.min(outbox.c.not_before))
        .join(step_attempt, step_attempt.c.id == outbox.c.attempt_id)
        .where(outbox.c.sent_at.is_(None), outbox.c.not_before <= now_at)
        .where(step_attempt.c.state == "waiting")
    )
    count, since = connection.execute(query).one()
    yield Measured("accident_outbox_due", count)
    yield Measured("accident_outbox_lag_seconds", _age_s(since, now_at))


def _proposals(connection: Connection, since_at: datetime) -> Iterator[Measured]:
    table = case_figure.c
    query = select(
        func.count(),
        func.count().filter(or_(table.abstained, table.proposed)),
        func.count().filter(table.abstained.is_(True)),
        func.count(table.overridden),
        func.count().filter(table.overridden.is_(True)),
    ).where(table.filed_at > since_at)
    what = ("filed", "weighed", "abstained", "judged", "overridden")
    for name, count in zip(what, connection.execute(query).one(), strict=True):
        yield Measured("accident_cases_last_week", count, (("what", name),))


def _recordings(connection: Connection, since_at: datetime) -> Iterator[Measured]:
    fetched = camera_fetch.c
    query = (
        select(fetched.outcome, func.count())
        .where(fetched.at > since_at)
        .group_by(fetched.outcome)
        .order_by(fetched.outcome)
    )
    for outcome, count in connection.execute(query):
        yield Measured("accident_fetches_last_day", count, (("outcome", outcome),))
    read = camera_reading.c
    failed = (
        select(read.standing, func.count())
        .where(read.at > since_at, read.measured.is_(False))
        .group_by(read.standing)
        .order_by(read.standing)
    )
    for reason, count in connection.execute(failed):
        yield Measured("accident_clips_not_measured_last_day", count, (("reason", reason),))
    measured = select(func.count()).where(read.at > since_at, read.measured.is_(True))
    yield Measured("accident_clips_measured_last_day", connection.execute(measured).scalar_one())


def _heads(connection: Connection, now_at: datetime) -> Iterator[Measured]:
    entries = connection.execute(select(audit_head.c.sequence)).scalar_one()
    newest = select(ledger_head.c.sequence, ledger_head.c.signed_at)
    row = connection.execute(newest.order_by(ledger_head.c.sequence.desc()).limit(1)).first()
    signed, since = (0, None) if row is None else row
    yield Measured("accident_audit_entries_unsigned", max(entries - signed, 0))
    yield Measured("accident_audit_head_age_seconds", _age_s(since, now_at))


def _messages(connection: Connection, now_at: datetime) -> Iterator[Measured]:
    sent = webhook_delivery.c
    waiting = select(func.count(), func.min(sent.announced_at)).where(
        sent.state == DeliveryState.WAITING
    )
    count, since = connection.execute(waiting).one()
    yield Measured("accident_webhooks_waiting", count)
    yield Measured("accident_webhooks_oldest_seconds", _age_s(since, now_at))
    off = select(func.count()).where(webhook_endpoint.c.state == EndpointState.DISABLED)
    yield Measured("accident_webhook_endpoints_off", connection.execute(off).scalar_one())
    told = notice.c
    open_notices = select(
        func.count(), func.count().filter(told.attempts > 0), func.min(told.not_before)
    ).where(told.settled.is_(False), told.not_before <= now_at)
    count, failing, since = connection.execute(open_notices).one()
    yield Measured("accident_notices_waiting", count)
    yield Measured("accident_notices_failing", failing)
    yield Measured("accident_notices_oldest_seconds", _age_s(since, now_at))


def _age_s(since: datetime | None, now_at: datetime) -> float:
    return 0.0 if since is None else max((now_at - since).total_seconds(), 0.0)


def _quantile(values: Iterable[float], share: float) -> float:
    """The smallest value that this share of all does not exceed."""
    in_order = sorted(values)
    return in_order[max(0, ceil(share * len(in_order)) - 1)]

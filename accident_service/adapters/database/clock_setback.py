"""A wall clock that was set back: moments written before it must not hold work up.

Leases, bells and pauses are kept as moments. After the clock has gone back an hour, all of
them lie an hour ahead: a dead worker would keep its lease, and a bell would wait, for that
hour. Nothing true of the ledger lies in the future, so such moments are told, and moved to
where they would be had they been written now. A clock set forward needs nothing of this: a
lease that seems to have run out costs its attempt, and the fencing number sees to one result.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, select, update

from accident_service.adapters.database.case_tables import outbox, step_attempt

# Clocks of hosts that are kept by NTP differ by less. [design]
MOMENTS = (outbox.c.created_at, outbox.c.not_before, outbox.c.rank_at)
SKEW = timedelta(seconds=5)


def any_ahead(connection: Connection, now_at: datetime, lease: timedelta) -> bool:
    """Does anything lie further ahead than it could, had it been written by now?"""
    leases = select(step_attempt.c.id).where(_lease_ahead(now_at, lease)).limit(1)
    bells = select(outbox.c.id).where(_bell_ahead(now_at) | _sent_ahead(now_at)).limit(1)
    return any(connection.execute(query).first() is not None for query in (leases, bells))


def bring_back(connection: Connection, now_at: datetime, lease: timedelta) -> int:
    """Move what lies ahead to where it would be if written now; how many rows were moved.

    A worker that lives renews its lease from now on; one that is dead loses it after one
    lease. Pauses before another try keep their length.
    """
    leases = connection.execute(
        update(step_attempt)
        .where(_lease_ahead(now_at, lease))
        .values(lease_expires_at=now_at + lease)
    )
    bells = connection.execute(
        select(outbox.c.id, outbox.c.attempt_id, *MOMENTS).where(_bell_ahead(now_at))
    ).all()
    for bell in bells:
        moved = {"created_at": now_at, "not_before": now_at + (bell.not_before - bell.created_at)}
        rank_at = now_at + (bell.rank_at - bell.created_at)
        connection.execute(
            update(outbox).where(outbox.c.id == bell.id).values({**moved, "rank_at": rank_at})
        )
        connection.execute(
            update(step_attempt).where(step_attempt.c.id == bell.attempt_id).values(moved)
        )
    sent = connection.execute(update(outbox).where(_sent_ahead(now_at)).values(sent_at=now_at))
    return leases.rowcount + len(bells) + sent.rowcount


def _lease_ahead(now_at: datetime, lease: timedelta) -> ColumnElement[bool]:
    too_late_at = now_at + lease + SKEW
    return (step_attempt.c.state == "running") & (step_attempt.c.lease_expires_at > too_late_at)


def _bell_ahead(now_at: datetime) -> ColumnElement[bool]:
    return _of_waiting() & (outbox.c.created_at > now_at + SKEW)


def _sent_ahead(now_at: datetime) -> ColumnElement[bool]:
    return _of_waiting() & (outbox.c.sent_at > now_at + SKEW)


def _of_waiting() -> ColumnElement[bool]:
    waiting = select(step_attempt.c.id).where(step_attempt.c.state == "waiting")
    return outbox.c.attempt_id.in_(waiting)

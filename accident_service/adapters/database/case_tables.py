"""Tables of the case, its parties for searching, and the attempts at its steps.

The case itself is one JSON document; the columns beside it are copies to search by and are
never read back into a case.
"""

from sqlalchemy import (
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    text,
)

from accident_service.adapters.database.metadata import METADATA, UtcDateTime

ID_LENGTH = 64
NAME_LENGTH = 200
ALIKE_LENGTH = 120  # of a phone or plate that is found by its whole value, see `personal`
LONG_AGO = text("'1970-01-01 00:00:00.000000'")

accident_case = Table(
    "accident_case",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("tracking_code", String(16), nullable=False, unique=True),
    Column("submission_key", String(NAME_LENGTH), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("stage", String(32), nullable=False),
    Column("site", String(NAME_LENGTH), nullable=True),
    Column("filed_at", UtcDateTime, nullable=False),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "stage", "filed_at"),
    Index(None, "site", "occurred_at"),
)

case_party = Table(
    "case_party",
    METADATA,
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True),
    Column("letter", String(1), primary_key=True),
    Column("phone", String(ALIKE_LENGTH), nullable=False, index=True),
    Column("plate", String(ALIKE_LENGTH), nullable=False, index=True),
    Column("insurer", String(64), nullable=False, index=True),
)

OPEN_STATES = ("waiting", "running")
OPEN_ATTEMPT = text("state IN ('waiting', 'running')")


def is_open(state: ColumnElement[str]) -> ColumnElement[bool]:
    """Does the attempt wait or run? Written out, so that the index of open attempts answers."""
    return state.in_(bindparam(None, OPEN_STATES, expanding=True, literal_execute=True))


step_attempt = Table(
    "step_attempt",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("case_id", ForeignKey("accident_case.id"), nullable=False),
    Column("step", String(32), nullable=False),
    Column("number", Integer, nullable=False),  # the fencing number, from 1
    Column("state", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime, nullable=True),
    Column("lease_expires_at", UtcDateTime, nullable=True),
    Column("finished_at", UtcDateTime, nullable=True),
    Column("progress", Float, nullable=False),  # 0..1
    Column("failure", Text, nullable=False),
    # On whose request it is made, as log lines name it; empty: on nobody's.
    Column("request", String(ID_LENGTH), nullable=False, server_default=""),
    UniqueConstraint("case_id", "step", "number"),
    Index(None, "state", "lease_expires_at"),
    Index(None, "step", "state", "finished_at"),
    # At most one attempt of a step is open, whoever asks at the same time.
    Index(
        "uq_step_attempt_open",
        "case_id",
        "step",
        unique=True,
        sqlite_where=OPEN_ATTEMPT,
        postgresql_where=OPEN_ATTEMPT,
    ),
)

# The bells of attempts that wait; whoever begins an attempt takes its bell away.
UNSENT = text("sent_at IS NULL")
outbox = Table(
    "outbox",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("attempt_id", ForeignKey("step_attempt.id"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime, nullable=True),
    # Left out by the version before this one; the reconciler fills in the queue.
    Column("queue", String(16), nullable=False, server_default=""),
    Column("haste", String(16), nullable=False, server_default="ordinary"),
    Column("site", String(NAME_LENGTH), nullable=True),
    Column("rank_at", UtcDateTime, nullable=False, server_default=LONG_AGO),  # place in line
    Index(None, "sent_at", "not_before"),
    Index(
        "ix_outbox_unsent", "queue", "rank_at", "id", sqlite_where=UNSENT, postgresql_where=UNSENT
    ),
    Index(
        "ix_outbox_unsent_site",
        "site",
        "queue",
        "haste",
        "rank_at",
        sqlite_where=UNSENT,
        postgresql_where=UNSENT,
    ),
)

TABLES = (accident_case, case_party, step_attempt, outbox)

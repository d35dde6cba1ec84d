"""Notices in SQL, written in the transaction that does what they tell of."""

import re
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.notice_tables import notice as table
from accident_service.adapters.database.personal import opened, row_of, sealed
from accident_service.casefile.notice import Notice, NoticeKind
from accident_service.casework.notice_ports import KeptNotice
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter

BY_TEXT_MESSAGE = "sms"
NUMBER = re.compile(r"\+?\d{7,}")  # a phone that a gateway repeats is not kept with its words
LONGEST_FAILURE = 500  # characters of a gateway's words kept


class SqlNoticeStore:
    """A `NoticeStore` inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notice: Notice) -> None:
        """Keep a notice to be sent."""
        self._connection.execute(
            insert(table).values(
                case_id=notice.case,
                letter=notice.letter,
                channel=BY_TEXT_MESSAGE,
                kind=notice.kind,
                language=notice.language,
                phone=sealed(self._connection, table.c.phone, _row(notice), notice.phone),
                created_at=notice.created_at,
                not_before=notice.not_before,
                attempts=0,
                sent_at=None,
                failure="",
                settled=False,
            )
        )

    def of_case(self, case_id: CaseId) -> tuple[KeptNotice, ...]:
        """The notices of a case, oldest first."""
        return self._found(table.c.case_id == case_id)

    def due(self, now_at: datetime, limit: int) -> tuple[KeptNotice, ...]:
        """Those neither sent nor given up whose time has come, oldest first."""
        return self._found(table.c.settled.is_(False), table.c.not_before <= now_at, limit=limit)

    def claim(self, kept: KeptNotice, until: datetime) -> bool:
        """Take the next attempt and keep others off until then; False when another took it."""
        claimed = self._connection.execute(
            update(table)
            .where(
                table.c.id == kept.id,
                table.c.settled.is_(False),
                table.c.attempts == kept.attempts,
            )
            .values(attempts=kept.attempts + 1, not_before=until)
        )
        return claimed.rowcount == 1

    def mark_sent(self, notice_id: int, at: datetime) -> None:
        """It was accepted for delivery; a phone kept for it is forgotten."""
        self._change(notice_id, sent_at=at, failure="", phone="", settled=True)

    def mark_failed(self, notice_id: int, failure: str, retry_at: datetime | None) -> None:
        """It was not accepted; tried again at `retry_at`, or given up when None."""
        said = NUMBER.sub("…", failure)[:LONGEST_FAILURE]
        if retry_at is None:
            self._change(notice_id, failure=said, phone="", settled=True)
        else:
            self._change(notice_id, failure=said, not_before=retry_at)

    def _change(self, notice_id: int, **values: object) -> None:
        self._connection.execute(update(table).where(table.c.id == notice_id).values(**values))

    def _found(
        self, *where: ColumnElement[bool], limit: int | None = None
    ) -> tuple[KeptNotice, ...]:
        query = select(table).where(*where).order_by(table.c.id).limit(limit)
        return tuple(self._kept(row) for row in self._connection.execute(query).all())

    def _kept(self, row: KeptRow) -> KeptNotice:
        notice = Notice(
            case=CaseId(row.case_id),
            letter=PartyLetter(row.letter),
            kind=NoticeKind(row.kind),
            language=row.language,
            created_at=row.created_at,
        )
        phone = opened(self._connection, table.c.phone, row_of_notice(row), row.phone)
        return _kept(row, replace(notice, phone=phone))


def row_of_notice(row: KeptRow) -> str:
    """What a sealed phone is bound to: its row has no number before it is written."""
    return row_of(row.case_id, row.letter, row.kind)


def _row(notice: Notice) -> str:
    return row_of(notice.case, notice.letter.value, notice.kind.value)


def _kept(row: KeptRow, notice: Notice) -> KeptNotice:
    return KeptNotice(
        id=row.id,
        notice=notice,
        attempts=row.attempts,
        sent_at=row.sent_at,
        failure=row.failure,
        given_up=row.settled and row.sent_at is None,
        channel=row.channel,
    )

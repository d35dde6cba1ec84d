"""Notices in memory."""

from dataclasses import replace
from datetime import datetime

from accident_service.casefile.notice import Notice
from accident_service.casework.notice_ports import KeptNotice
from accident_service.quantities.identifiers import CaseId
from tests.fakes.ledger_tables import Tables


class FakeNoticeStore:
    """A `NoticeStore` on the tables of one unit of work."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, notice: Notice) -> None:
        """Keep a notice."""
        kept = KeptNotice(
            id=len(self._tables.notices) + 1,
            notice=notice,
            attempts=0,
            sent_at=None,
            failure="",
            given_up=False,
        )
        self._tables.notices[kept.id] = kept
        self._tables.notices_wait[kept.id] = notice.not_before

    def of_case(self, case_id: CaseId) -> tuple[KeptNotice, ...]:
        """The notices of a case."""
        return tuple(one for one in self._tables.notices.values() if one.notice.case == case_id)

    def due(self, now_at: datetime, limit: int) -> tuple[KeptNotice, ...]:
        """Those whose time has come."""
        waits = self._tables.notices_wait
        found = [
            one
            for one in self._tables.notices.values()
            if one.id in waits and waits[one.id] <= now_at
        ]
        return tuple(found[:limit])

    def claim(self, kept: KeptNotice, until: datetime) -> bool:
        """Take the next attempt."""
        now = self._tables.notices[kept.id]
        if kept.id not in self._tables.notices_wait or now.attempts != kept.attempts:
            return False
        self._tables.notices[kept.id] = replace(now, attempts=now.attempts + 1)
        self._tables.notices_wait[kept.id] = until
        return True

    def mark_sent(self, notice_id: int, at: datetime) -> None:
        """It was accepted."""
        self._settle(notice_id, sent_at=at, failure="")

    def mark_failed(self, notice_id: int, failure: str, retry_at: datetime | None) -> None:
        """It was not accepted."""
        if retry_at is None:
            self._settle(notice_id, failure=failure, given_up=True)
            return
        self._tables.notices[notice_id] = replace(self._tables.notices[notice_id], failure=failure)
        self._tables.notices_wait[notice_id] = retry_at

    def _settle(
        self,
        notice_id: int,
        *,
        failure: str,
        sent_at: datetime | None = None,
        given_up: bool = False,
    ) -> None:
        kept = self._tables.notices[notice_id]
        self._tables.notices[notice_id] = replace(
            kept,
            notice=replace(kept.notice, phone=""),
            sent_at=sent_at,
            failure=failure,
            given_up=given_up,
        )
        del self._tables.notices_wait[notice_id]

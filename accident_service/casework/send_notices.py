"""What the ledger holds for people's phones is sent; what fails is tried again, with patience."""

from dataclasses import dataclass
from datetime import timedelta

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.notice import Notice, NoticeKind
from accident_service.casework.door_ports import InviteLinks
from accident_service.casework.notice_ports import KeptNotice, Message, Messenger
from accident_service.casework.ports import Clock, Ledger
from accident_service.errors import OutsideWorldFailed

BATCH = 20
OUT_OF_DATE = "out of date"  # why a notice was given up that nobody needs any more
# Longer than any gateway is waited for, so that two senders never hold the same notice. [design]
CLAIM = timedelta(minutes=2)
# After each failure; after the last the notice is given up, for its news is old. [design]
PAUSES_S = (30, 120, 600, 3600, 6 * 3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendNotices:
    """Sends at least once: a crash between gateway and ledger sends one message twice."""

    ledger: Ledger
    messenger: Messenger
    invites: InviteLinks
    clock: Clock
    public_url: str

    def turn(self) -> int:
        """Send what is due; how many messages were accepted.

        Raises:
            LedgerUnavailable: The ledger did not answer.
        """
        with self.ledger.reading() as work:
            due = work.notices.due(self.clock.now(), BATCH)
        return sum(self._sent(kept) for kept in due)

    def _sent(self, kept: KeptNotice) -> bool:
        with self.ledger.transaction() as work:
            if not work.notices.claim(kept, self.clock.now() + CLAIM):
                return False
            case = work.cases.load(kept.notice.case)
        if _is_out_of_date(kept.notice, case):
            self._give_up(kept, OUT_OF_DATE)
            return False
        try:
            self.messenger.send(self._message(kept.notice, case))
        except OutsideWorldFailed as failure:
            self._try_later(kept, failure)
            return False
        self._note_sent(kept)
        return True

    def _message(self, notice: Notice, case: Case) -> Message:
        party = case.party(notice.letter)
        code, link = case.tracking_code, f"{self.public_url}/case/{case.tracking_code}"
        if notice.kind is NoticeKind.INVITED:  # the ledger keeps no key: a link is made now
            link = f"{self.public_url}/join/{self.invites.issue(case.id)}"
        return Message(
            phone=party.phone if party is not None else notice.phone,
            text=notice.text(code=code, link=link),
            template=f"{notice.kind}.{notice.language}",
            parameters=(("code", code), ("link", link)),
        )

    def _try_later(self, kept: KeptNotice, failure: OutsideWorldFailed) -> None:
        if kept.attempts >= len(PAUSES_S):
            self._give_up(kept, str(failure))
            return
        retry_at = self.clock.now() + timedelta(seconds=PAUSES_S[kept.attempts])
        with self.ledger.transaction() as work:
            work.notices.mark_failed(kept.id, str(failure), retry_at)

    def _give_up(self, kept: KeptNotice, why: str) -> None:
        with self.ledger.transaction() as work:
            work.notices.mark_failed(kept.id, why, None)

    def _note_sent(self, kept: KeptNotice) -> None:
        at = self.clock.now()
        with self.ledger.transaction() as work:
            work.notices.mark_sent(kept.id, at)
            work.audit.append(
                AuditAct(
                    at=at,
                    actor="worker:notices",
                    verb="send-notice",
                    case=kept.notice.case,
                    detail=(("kind", kept.notice.kind), ("to", kept.notice.letter)),
                )
            )


def _is_out_of_date(notice: Notice, case: Case) -> bool:
    """An invitation nobody needs any more, or a notice to someone who is no party."""
    joined = case.party(notice.letter) is not None
    return joined if notice.kind is NoticeKind.INVITED else not joined

"""What the parties were told of and how it went: on the case's page, with phones masked."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, gettext, lazy_gettext

from accident_service.casefile.case import Case
from accident_service.casefile.masking import masked_phone
from accident_service.casefile.notice import NoticeKind
from accident_service.casework.notice_ports import KeptNotice
from accident_service.casework.send_notices import OUT_OF_DATE
from accident_service.reports.party import PartyLetter
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework

KINDS: dict[NoticeKind, LazyString] = {
    NoticeKind.INVITED: lazy_gettext("Invitation to give an account"),
    NoticeKind.JOINED: lazy_gettext("The other driver has given their account"),
    NoticeKind.OFFICER_ASKED: lazy_gettext("The other driver asked for an officer"),
    NoticeKind.REFERRED: lazy_gettext("No longer handled online"),
    NoticeKind.EVIDENCE_ASKED: lazy_gettext("An officer asks for more evidence"),
    NoticeKind.AGREEMENT_OFFERED: lazy_gettext("An agreement waits"),
    NoticeKind.DOCUMENT_WAITS: lazy_gettext("A document waits"),
    NoticeKind.REVIEW_OPENED: lazy_gettext("The other driver applied for a review"),
    NoticeKind.REVIEW_CONCLUDED: lazy_gettext("The review is concluded"),
}
CHANNELS: dict[str, LazyString] = {"sms": lazy_gettext("Text message")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One notice as the officer reads it; `phone` is masked, empty once it is forgotten.

    `failure` is why the last attempt failed, also where a later one may still succeed.
    """

    what: LazyString | str
    channel: LazyString | str
    letter: PartyLetter
    phone: str
    language: str
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    given_up: bool
    failure: str
    undelivered: bool  # given up though it was still wanted


@BLUEPRINT.context_processor
def offered() -> dict[str, object]:
    """Let the case page ask what its parties were told."""
    return {"told_parties": told_parties}


def told_parties(case: Case) -> tuple[Told, ...]:
    """The notices of the case, the newest first."""
    with casework().ledger.reading() as work:
        kept = work.notices.of_case(case.id)
    return tuple(_told(case, one) for one in reversed(kept))


def _told(case: Case, kept: KeptNotice) -> Told:
    notice = kept.notice
    party = case.party(notice.letter)
    phone = notice.phone or (
        party.phone if party is not None and notice.kind is not NoticeKind.INVITED else ""
    )
    return Told(
        what=KINDS.get(notice.kind, notice.kind),
        channel=CHANNELS.get(kept.channel, kept.channel),
        letter=notice.letter,
        phone=masked_phone(phone) if phone else "",
        language=notice.language,
        created_at=notice.created_at,
        sent_at=kept.sent_at,
        attempts=kept.attempts,
        given_up=kept.given_up,
        failure=_why(kept.failure),
        undelivered=kept.given_up and kept.failure != OUT_OF_DATE,
    )


def _why(failure: str) -> str:
    return str(gettext("no longer needed")) if failure == OUT_OF_DATE else failure

"""Word that something waits: which kinds there are, how they read, and when they may be sent.

A notice names no person, plate or finding: it is the tracking code and a link, for a text
message may be read by whoever holds the phone.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter

LEGAL_TIME = ZoneInfo("Asia/Shanghai")
# Nobody is woken for what can wait until morning. [design]
NIGHT_BEGINS, NIGHT_ENDS = time(22, 0), time(7, 0)


class NoticeKind(StrEnum):
    """What a party is told of."""

    INVITED = "invited"
    JOINED = "joined"
    OFFICER_ASKED = "officer-asked"
    REFERRED = "referred"
    EVIDENCE_ASKED = "evidence-asked"
    AGREEMENT_OFFERED = "agreement-offered"
    DOCUMENT_WAITS = "document-waits"
    REVIEW_OPENED = "review-opened"
    REVIEW_CONCLUDED = "review-concluded"


# Of the first minutes, while people may still stand at the roadside.
URGENT = frozenset(
    {NoticeKind.INVITED, NoticeKind.JOINED, NoticeKind.OFFICER_ASKED, NoticeKind.REFERRED}
)
WORDS: dict[NoticeKind, tuple[str, str]] = {
    NoticeKind.INVITED: (
        "有人报告了一起涉及您的交通事故，请点击链接陈述您的情况：{link} 与您无关请忽略。",
        "An accident was reported with you in it. Give your account: {link} Not you? Ignore this.",
    ),
    NoticeKind.JOINED: (
        "案件{code}：对方当事人已提交陈述。查看：{link}",
        "Case {code}: the other driver has given their account. See {link}",
    ),
    NoticeKind.OFFICER_ASKED: (
        "案件{code}：对方当事人已请求民警到场，请在安全处等候。查看：{link}",
        "Case {code}: the other driver asked for an officer to come. Wait at a safe place. {link}",
    ),
    NoticeKind.REFERRED: (
        "案件{code}不再在线办理，由民警处理。查看：{link}",
        "Case {code} is no longer handled online; officers take it over. See {link}",
    ),
    NoticeKind.EVIDENCE_ASKED: (
        "案件{code}：民警请您补充材料。查看：{link}",
        "Case {code}: an officer asks you for more evidence. See {link}",
    ),
    NoticeKind.AGREEMENT_OFFERED: (
        "案件{code}：对方当事人已签署协议，等待您确认。查看：{link}",
        "Case {code}: the other driver has signed an agreement; it waits for you. See {link}",
    ),
    NoticeKind.DOCUMENT_WAITS: (
        "案件{code}：有一份文书等待您查收。查看：{link}",
        "Case {code}: a document waits for you. See {link}",
    ),
    NoticeKind.REVIEW_OPENED: (
        "案件{code}：对方当事人已申请复核。查看：{link}",
        "Case {code}: the other driver has applied for a review. See {link}",
    ),
    NoticeKind.REVIEW_CONCLUDED: (
        "案件{code}：复核已有结论，等待您查收。查看：{link}",
        "Case {code}: the review has been concluded; it waits for you. See {link}",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message to one party.

    The phone is looked up in the case when it is sent. Only who is not a party yet is
    reached by `phone`, and it is forgotten once the invitation is sent or given up.
    """

    case: CaseId
    letter: PartyLetter
    kind: NoticeKind
    language: str  # "zh" or "en", as the party filed
    created_at: datetime
    phone: str = ""

    @property
    def not_before(self) -> datetime:
        """From when it may be sent: urgent at once, the rest never at night."""
        if self.kind in URGENT:
            return self.created_at
        local = self.created_at.astimezone(LEGAL_TIME)
        if NIGHT_ENDS <= local.time() < NIGHT_BEGINS:
            return self.created_at
        day = local.date() + timedelta(days=1 if local.time() >= NIGHT_BEGINS else 0)
        return datetime.combine(day, NIGHT_ENDS, tzinfo=LEGAL_TIME).astimezone(
            self.created_at.tzinfo
        )

    def text(self, *, code: str, link: str) -> str:
        """What the message says, in the party's language."""
        chinese, english = WORDS[self.kind]
        return (english if self.language == "en" else chinese).format(code=code, link=link)

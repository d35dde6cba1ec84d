"""What a determination tells the parties they may do, and until when.

Order 146: review 71 (three working days, once), mediation 86 and 90 (ten working days each);
suit RTSL-74. "Working days" by SPR-112(5). The document is drawn up before it is served, so it
can only name the days; once a party has been served, the last day itself can be told as well.
"""

from dataclasses import dataclass

from accident_service.casefile.deadlines import Deadline

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
REVIEW_ZH = (
    "一、复核：当事人对本认定有异议的，可以自本认定书送达之日起三个工作日内{review}，向上一级公安机关"
    "交通管理部门提出书面复核申请，载明复核请求、理由和主要证据。同一事故的复核以一次为限。\n"
)
REVIEWED_ZH = "一、复核：本起事故已经复核。同一事故的复核以一次为限，当事人不能再次申请复核。\n"
AFTER_ZH = (
    "二、调解：各方当事人可以自收到本认定书之日起十个工作日内{mediation}，一致书面申请公安机关交通"
    "管理部门对损害赔偿争议进行调解，调解期限为十个工作日。\n"
    "三、诉讼：对损害赔偿有争议的，当事人可以直接向人民法院提起民事诉讼。"
)
REVIEW_EN = (
    "1. Review: who disagrees may apply in writing to the next higher traffic police unit within"
    " three working days of service{review}, stating request, reasons and main evidence; once per"
    " accident.\n"
)
REVIEWED_EN = (
    "1. Review: this accident has been reviewed. A review takes place once per accident; there is"
    " no second one.\n"
)
AFTER_EN = (
    "2. Mediation: within ten working days of receipt{mediation} the parties may together apply in"
    " writing for mediation of the damages; it lasts ten working days.\n"
    "3. Suit: a dispute over damages may be brought to a people's court directly."
)


@dataclass(frozen=True, slots=True)
class Rights:
    """The notice of rights in both languages."""

    zh: str
    en: str


def rights_in_days(*, certificate: bool = False, reviewed: bool = False) -> Rights:
    """The notice as the document prints it: days, and no date.

    Args:
        certificate: It stands on a certificate, which must not be called a determination.
        reviewed: The one review of the accident has taken place (SPR-71).
    """
    zh = (REVIEWED_ZH if reviewed else REVIEW_ZH) + AFTER_ZH
    en = (REVIEWED_EN if reviewed else REVIEW_EN) + AFTER_EN
    return Rights(
        zh=_by_its_name(zh.format(review="", mediation=""), certificate=certificate),
        en=en.format(review="", mediation=""),
    )


def rights_until(
    review: Deadline | None, mediation: Deadline, *, certificate: bool = False
) -> Rights:
    """The notice to a party that has been served, with the last day of each right.

    Args:
        review: Until when this party may apply for review; None once the accident has been
            reviewed.
        mediation: Until when the parties may ask for mediation, counted for this party.
        certificate: A certificate was served, and no determination.
    """
    zh = AFTER_ZH.format(mediation=_until_zh(mediation))
    en = AFTER_EN.format(mediation=_until_en(mediation))
    review_zh = REVIEWED_ZH if review is None else REVIEW_ZH.format(review=_until_zh(review))
    review_en = REVIEWED_EN if review is None else REVIEW_EN.format(review=_until_en(review))
    return Rights(zh=_by_its_name(review_zh + zh, certificate=certificate), en=review_en + en)


def _by_its_name(zh: str, *, certificate: bool) -> str:
    if not certificate:
        return zh
    return zh.replace("本认定书", "本证明").replace("本认定", "本证明")


RIGHTS_ZH = rights_in_days().zh
RIGHTS_EN = rights_in_days().en
CERTIFICATE_RIGHTS_ZH = rights_in_days(certificate=True).zh


def _until_zh(deadline: Deadline) -> str:
    on = deadline.due_on
    doubt = "，节假日安排尚未公布，以公布后为准" if deadline.provisional else ""
    weekday = WEEKDAYS_ZH[on.weekday()]
    return f"（至{on.year}年{on.month}月{on.day}日星期{weekday}止{doubt}）"


def _until_en(deadline: Deadline) -> str:
    on = deadline.due_on
    doubt = (
        "; the public holidays are not announced yet, it may move" if (deadline.provisional) else ""
    )
    day = f"{WEEKDAYS_EN[on.weekday()]}, {on.day} {MONTHS_EN[on.month - 1]} {on.year}"
    return f" (until {day}{doubt})"

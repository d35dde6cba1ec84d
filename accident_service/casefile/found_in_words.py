"""What a certificate can say was found: time, place, parties, measurements, accounts.

Nothing of what is in dispute: a certificate divides no responsibility and names no cause.
"""

from accident_service.casefile.case import Case
from accident_service.casefile.correction_wording import confirmed_by_officer
from accident_service.casefile.measured_wording import (
    BEIJING,
    K2_NOTE_EN,
    K2_NOTE_ZH,
    Sentence,
    contact_in_words,
)
from accident_service.casefile.party_terms import PARTY_EN, PARTY_ZH
from accident_service.casefile.wording import CIRCUMSTANCES
from accident_service.reports.choices import VEHICLE_CLASSES, in_words


def found_in_words(case: Case, place: Sentence) -> Sentence:
    """What is known of the accident, one paragraph each; the other party may be unknown."""
    told = (_opening(case, place), _recording(case), confirmed_by_officer(case), _accounts(case))
    paragraphs = [one for one in told if one.zh]
    return Sentence(
        "\n".join(one.zh for one in paragraphs), "\n".join(one.en for one in paragraphs)
    )


def _opening(case: Case, place: Sentence) -> Sentence:
    at = case.report.occurred_at.astimezone(BEIJING)
    kinds = [
        (party.letter, in_words(VEHICLE_CLASSES, party.vehicle.vehicle_class))
        for party in case.parties
    ]
    zh = "、".join(f"{PARTY_ZH[letter]}驾驶{kind[0]}" for letter, kind in kinds)
    en = " and ".join(f"{PARTY_EN[letter]} ({kind[1]})" for letter, kind in kinds)
    return Sentence(
        f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02d}分许，{zh}，"
        f"在{place.zh}发生交通事故。",
        f"On {at:%Y-%m-%d} at about {at:%H:%M} Beijing time, {en} had an accident at {place.en}.",
    )


def _recording(case: Case) -> Sentence:
    analysis = case.primary_analysis
    clip = next((one for one in case.clips if analysis and one.id == analysis.clip), None)
    if analysis is None or analysis.contact is None or clip is None:
        return Sentence(
            "监控录像不足以测定碰撞经过。",
            "The recordings do not show the collision well enough to measure it.",
        )
    told = contact_in_words(analysis.contact, clip, case.party_tracks)
    return Sentence(
        f"经调取事发路段监控录像（摄像机{clip.camera}）逐帧测量：{told.zh}{K2_NOTE_ZH}",
        f"Measured frame by frame on the recording of camera {clip.camera}: {told.en} {K2_NOTE_EN}",
    )


def _accounts(case: Case) -> Sentence:
    given = [(one.letter, CIRCUMSTANCES[one.circumstance]) for one in case.statements]
    zh = "；".join(f"{PARTY_ZH[letter]}陈述事发时{words[0]}" for letter, words in given)
    en = " and ".join(f"{PARTY_EN[letter]} was {words[1]}" for letter, words in given)
    return Sentence(f"{zh}。", f"By their own accounts {en}.")

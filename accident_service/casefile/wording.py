"""The determination's facts and cause, in plain official Chinese and English.

Only what is in the file is said. A confirmed proposal is told by its findings and the facts
they rely on; an amended one by the officer's reason, because the findings were not followed.
"""

import re
from collections.abc import Callable

from accident_service.casefile.case import Case
from accident_service.casefile.correction_wording import confirmed_by_officer
from accident_service.casefile.course_wording import course_in_words
from accident_service.casefile.decision import DecisionKind, OfficerDecision
from accident_service.casefile.measured_wording import (
    BEIJING,
    K2_NOTE_EN,
    K2_NOTE_ZH,
    Sentence,
    contact_in_words,
)
from accident_service.casefile.party_terms import (
    PARTY_EN,
    PARTY_ZH,
    in_party_terms_en,
    in_party_terms_zh,
)
from accident_service.footage.clip import SealedClip
from accident_service.liability.fact import Origin, Truth
from accident_service.liability.finding import Finding
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import ClipId
from accident_service.reports.choices import VEHICLE_CLASSES, in_words
from accident_service.reports.party import PartyLetter
from accident_service.reports.statement import Circumstance

# Facts end in a verdict; where only established ones are told, saying so each time is noise.
YES_ZH = re.compile(r"：是(?=$|[，；（(])")
YES_EN = re.compile(r": yes(?=$|[,;] | \()")

Wording = Callable[[str], tuple[str, str]]

GRADE_ZH = {
    Grade.FULL: "负全部责任",
    Grade.PRIMARY: "负主要责任",
    Grade.EQUAL: "负同等责任",
    Grade.SECONDARY: "负次要责任",
    Grade.NONE: "无责任",
}
GRADE_EN = {
    Grade.FULL: "bears full responsibility",
    Grade.PRIMARY: "bears primary responsibility",
    Grade.EQUAL: "bears equal responsibility",
    Grade.SECONDARY: "bears secondary responsibility",
    Grade.NONE: "bears no responsibility",
}
CIRCUMSTANCES = {
    Circumstance.STANDING: ("停车等候", "standing"),
    Circumstance.GOING_STRAIGHT: ("直行", "going straight on"),
    Circumstance.CHANGING_LANE: ("变更车道", "changing lanes"),
    Circumstance.TURNING_LEFT: ("左转弯", "turning left"),
    Circumstance.TURNING_RIGHT: ("右转弯", "turning right"),
    Circumstance.REVERSING: ("倒车", "reversing"),
    Circumstance.TURNING_ROUND: ("掉头", "turning round"),
    Circumstance.LEAVING_PARKING: ("驶出停车位", "leaving a parking place"),
    Circumstance.OVERTAKING: ("超车", "overtaking"),
    Circumstance.PARKED: ("停放", "parked"),
    Circumstance.ENTERING_ROAD: ("由路外驶入道路", "entering the road"),
    Circumstance.IN_ROUNDABOUT: ("在环形路口内行驶", "in a roundabout"),
}


def facts_in_words(case: Case, place: Sentence) -> Sentence:
    """What happened, what the recording shows, what each party says: one paragraph each."""
    found = (_recording(case), _relied_on(case), confirmed_by_officer(case))
    said = [one for one in (_opening(case, place), *found, _accounts(case)) if one.zh]
    return Sentence("\n".join(one.zh for one in said), "\n".join(one.en for one in said))


def cause_in_words(case: Case, decision: OfficerDecision, wording: Wording) -> Sentence:
    """Whose conduct caused it, against which articles, and so who bears what."""
    confirmed = decision.kind is DecisionKind.CONFIRM and case.proposal is not None
    findings = case.proposal.findings if confirmed and case.proposal else ()
    told = [_finding(case, finding, wording) for finding in findings]
    told = told or [_officers_reason(decision, wording)]
    faultless = _faultless(decision)
    outcome = _outcome(decision)
    return Sentence(
        "".join(one.zh for one in (*told, faultless, outcome)),
        " ".join(one.en for one in (*told, faultless, outcome) if one.en),
    )


def _opening(case: Case, place: Sentence) -> Sentence:
    at = case.report.occurred_at.astimezone(BEIJING)
    course = course_in_words(case, place)
    if not course.zh:
        course = _collided(case, place)
    return Sentence(
        f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02d}分许，{course.zh}。"
        "据当事人报称，造成车辆损失，无人员伤亡。",
        f"On {at:%Y-%m-%d} at about {at:%H:%M} Beijing time, {course.en}."
        " The parties reported damage to the vehicles and no injury.",
    )


def _collided(case: Case, place: Sentence) -> Sentence:
    """No more than that they met, where the course is not certain."""
    kinds = {
        party.letter: in_words(VEHICLE_CLASSES, party.vehicle.vehicle_class)
        for party in case.parties
    }
    (a_zh, a_en), (b_zh, b_en) = (kinds[letter] for letter in PartyLetter)
    return Sentence(
        f"甲方驾驶{a_zh}、乙方驾驶{b_zh}，在{place.zh}发生碰撞",
        f"party A ({a_en}) and party B ({b_en}) collided at {place.en}",
    )


def _recording(case: Case) -> Sentence:
    analysis = case.primary_analysis
    clip = None if analysis is None else _clip(case, analysis.clip)
    if analysis is None or analysis.contact is None or clip is None:
        return Sentence(
            "监控录像不足以测定碰撞经过，本认定依据当事人陈述及其他证据作出。",
            "The recordings do not show the collision well enough to measure it; this"
            " determination rests on the parties' accounts and the other evidence.",
        )
    told = contact_in_words(analysis.contact, clip, case.party_tracks)
    return Sentence(
        f"经调取事发路段监控录像（摄像机{clip.camera}）逐帧测量：{told.zh}{K2_NOTE_ZH}",
        f"Measured frame by frame on the recording of camera {clip.camera}: {told.en} {K2_NOTE_EN}",
    )


def _clip(case: Case, clip_id: ClipId) -> SealedClip | None:
    return next((clip for clip in case.clips if clip.id == clip_id), None)


def _relied_on(case: Case) -> Sentence:
    decision, proposal = case.decision, case.proposal
    if proposal is None or decision is None or decision.kind is not DecisionKind.CONFIRM:
        return Sentence("", "")
    facts = {
        fact.sentence_zh: fact.sentence_en
        for finding in proposal.findings
        for fact in finding.relied_on
        # What was ruled out stays in the file; what an officer told has its own paragraph.
        if fact.truth is Truth.TRUE and fact.origin is Origin.MEASURED
    }
    if not facts:
        return Sentence("", "")
    zh = "；".join(
        f"（{number}）{YES_ZH.sub('', in_party_terms_zh(fact, case.party_tracks).rstrip('。'))}"
        for number, fact in enumerate(facts, start=1)
    )
    en = "; ".join(
        f"({number}) {YES_EN.sub('', in_party_terms_en(fact, case.party_tracks).rstrip('.'))}"
        for number, fact in enumerate(facts.values(), start=1)
    )
    return Sentence(f"录像测量结果表明：{zh}。", f"The measurements show: {en}.")


def _accounts(case: Case) -> Sentence:
    told_zh, told_en = [], []
    for letter in PartyLetter:
        given = case.statement(letter)
        if given is not None:
            zh, en = CIRCUMSTANCES[given.circumstance]
            told_zh.append(f"{PARTY_ZH[letter]}陈述事发时{zh}")
            told_en.append(f"{PARTY_EN[letter]} was {en}")
    if not told_zh:
        return Sentence("", "")
    return Sentence(f"{'；'.join(told_zh)}。", f"By their own accounts {' and '.join(told_en)}.")


def _finding(case: Case, finding: Finding, wording: Wording) -> Sentence:
    zh = in_party_terms_zh(finding.sentence_zh, case.party_tracks).rstrip("。")
    en = in_party_terms_en(finding.sentence_en, case.party_tracks).rstrip(".")
    laws = _citations(finding.provisions, wording)
    return Sentence(
        f"{zh}，违反{laws.zh}的规定，是造成此事故的原因。",
        f"{en}, contrary to {laws.en}; this caused the accident.",
    )


def _officers_reason(decision: OfficerDecision, wording: Wording) -> Sentence:
    reason = decision.reason.strip().rstrip("。.")
    laws = _citations(decision.provisions, wording)
    return Sentence(
        f"交通警察审查全部证据后认定：{reason}。相关行为适用{laws.zh}。",
        f"Having examined all the evidence, the officer found: {reason}. Applied: {laws.en}.",
    )


def _citations(keys: tuple[str, ...], wording: Wording) -> Sentence:
    """The articles by name alone, each law named once in a row.

    What they demand is printed in the list of provisions.
    """
    names = [
        [one.partition(mark)[0] for one, mark in zip(wording(key), "：:", strict=True)]
        for key in keys
    ]
    zh = _each_law_once([name[0] for name in names], "》")
    en = _each_law_once([name[1] for name in names], ", ")
    return Sentence("、".join(zh), " and ".join(en))


def _each_law_once(articles: list[str], mark: str) -> list[str]:
    """The articles, without the law's name where the one before is of the same law."""
    laws = [article.partition(mark)[0] for article in articles]
    return [
        article.partition(mark)[2] if index and laws[index] == laws[index - 1] else article
        for index, article in enumerate(articles)
    ]


def _faultless(decision: OfficerDecision) -> Sentence:
    graded = {entry.letter: entry.grade for entry in decision.grades}
    free = [letter for letter in PartyLetter if graded[letter] is Grade.NONE]
    if not free:
        return Sentence("", "")
    zh = "、".join(PARTY_ZH[letter] for letter in free)
    en = " and ".join(PARTY_EN[letter] for letter in free)
    return Sentence(
        f"未发现{zh}有导致此事故的过错。", f"No fault of {en} that led to it was found."
    )


def _outcome(decision: OfficerDecision) -> Sentence:
    grades = {entry.letter: entry.grade for entry in decision.grades}
    item_zh, item_en = _item_of_article_60(frozenset(grades.values()))
    zh = "，".join(f"{PARTY_ZH[letter]}{GRADE_ZH[grades[letter]]}" for letter in PartyLetter)
    en = ", ".join(f"{PARTY_EN[letter]} {GRADE_EN[grades[letter]]}" for letter in PartyLetter)
    return Sentence(
        f"根据《道路交通事故处理程序规定》第六十条第一款{item_zh}，{zh}。",
        f"By article 60.1{item_en} of the Accident Procedure Rules, {en}.",
    )


def _item_of_article_60(grades: frozenset[Grade]) -> tuple[str, str]:
    if grades == {Grade.NONE}:
        return "第（三）项", "(3)"
    if Grade.FULL in grades:
        return "第（一）项", "(1)"
    return "第（二）项", "(2)"

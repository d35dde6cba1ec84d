from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind, OfficerDecision, PartyGrade
from accident_service.casefile.measured_wording import Sentence
from accident_service.casefile.wording import cause_in_words, facts_in_words
from accident_service.liability.grade import Grade
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.unit.casefile.drawn_up import wording

PLACE = Sentence("中央路与北路交叉口", "Central Road and North Road")


def graded(a: Grade, b: Grade) -> OfficerDecision:
    grades = (
        PartyGrade(letter=PartyLetter.A, grade=a),
        PartyGrade(letter=PartyLetter.B, grade=b),
    )
    return replace(examples.decision(), grades=grades)


def amended() -> OfficerDecision:
    return replace(
        graded(Grade.SECONDARY, Grade.PRIMARY),
        kind=DecisionKind.AMEND,
        provisions=("RTSL-43", "REG-50"),
        reason="甲方起步后又向后溜车约半米。",
    )


def decided(decision: OfficerDecision) -> Case:
    return replace(examples.decided_case(), decision=decision)


def test_the_facts_tell_when_where_who_what_was_measured_and_what_was_said() -> None:
    told = facts_in_words(examples.decided_case(), PLACE)
    opening, recording, relied_on, accounts = told.zh.split("\n")

    assert opening == (
        "2026年3月2日12时00分许，乙方驾驶小型越野客车行驶至中央路与北路交叉口时，车头正面与停驶的甲方"
        "驾驶的小型轿车车尾发生追尾碰撞。据当事人报称，造成车辆损失，无人员伤亡。"
    )
    assert "19.8至22.0千米/小时" in recording
    assert "k=2" in recording
    assert relied_on == "录像测量结果表明：（1）乙方车辆以车头接触；（2）甲方车辆接触前静止。"
    assert accounts == "甲方陈述事发时停车等候；乙方陈述事发时直行。"
    assert len(told.en.split("\n")) == 4


def test_the_verdict_of_an_established_fact_is_not_spelled_out() -> None:
    case = examples.decided_case()
    assert case.proposal is not None
    told = replace(
        case.proposal.facts.all[0],
        sentence_zh="碰撞前车辆V2掉头：是，已转过[170.0, 178.0]度",
        sentence_en="Before contact vehicle V2 was making a U-turn: yes, having turned",
    )
    finding = replace(case.proposal.findings[0], relied_on=(told,))
    proposal = replace(case.proposal, findings=(finding,))

    facts = facts_in_words(replace(case, proposal=proposal), PLACE)

    assert "（1）碰撞前乙方车辆掉头，已转过170.0至178.0度。" in facts.zh
    assert "was making a U-turn, having turned" in facts.en


def test_no_name_plate_or_track_stands_in_the_text() -> None:
    case = examples.decided_case()
    cause = cause_in_words(case, examples.decision(), wording)
    facts = facts_in_words(case, PLACE)
    for text in (facts.zh, facts.en, cause.zh, cause.en):
        for party in case.parties:
            assert party.name not in text
            assert party.vehicle.plate not in text
            assert party.phone not in text
        assert "V1" not in text
        assert "V2" not in text


def test_without_a_measured_contact_the_text_says_so_and_claims_no_figure() -> None:
    case = replace(examples.decided_case(), analyses=(), proposal=None, decision=amended())
    told = facts_in_words(case, PLACE)

    assert "甲方驾驶小型轿车、乙方驾驶小型越野客车，在中央路与北路交叉口发生碰撞。" in told.zh
    assert "不足以测定碰撞经过" in told.zh
    assert "千米/小时" not in told.zh
    assert "km/h" not in told.en


def test_a_confirmed_proposal_is_told_by_its_findings_and_articles() -> None:
    told = cause_in_words(examples.decided_case(), examples.decision(), wording)

    assert told.zh.startswith("乙方车辆未与前车甲方车辆保持安全距离，违反《某法》RTSL-43条的规定")
    assert "未发现甲方有导致此事故的过错。" in told.zh
    assert told.zh.endswith("第六十条第一款第（一）项，甲方无责任，乙方负全部责任。")
    assert "contrary to Some Law, art. RTSL-43" in told.en
    assert told.en.endswith("party A bears no responsibility, party B bears full responsibility.")


def test_an_amended_division_is_told_by_the_officers_reason_not_by_the_proposal() -> None:
    case = decided(amended())
    told = cause_in_words(case, amended(), wording)
    facts = facts_in_words(case, PLACE)

    assert "甲方起步后又向后溜车约半米。" in told.zh
    assert "《某法》RTSL-43条、REG-50条" in told.zh
    assert "未与前车" not in told.zh
    assert "第（二）项，甲方负次要责任，乙方负主要责任。" in told.zh
    assert "录像测量结果表明" not in facts.zh


@pytest.mark.parametrize(
    ("grades", "item", "faultless"),
    [
        ((Grade.FULL, Grade.NONE), "第（一）项", "未发现乙方有"),
        ((Grade.EQUAL, Grade.EQUAL), "第（二）项", ""),
        ((Grade.PRIMARY, Grade.SECONDARY), "第（二）项", ""),
        ((Grade.NONE, Grade.NONE), "第（三）项", "未发现甲方、乙方有"),
    ],
)
def test_the_item_of_article_60_follows_the_division(
    grades: tuple[Grade, Grade], item: str, faultless: str
) -> None:
    decision = graded(*grades)
    told = cause_in_words(decided(decision), decision, wording)

    assert item in told.zh
    assert faultless in told.zh
    assert ("未发现" in told.zh) is bool(faultless)

"""R90: the facts cannot carry a proposal (无法查清), and why.

"Cannot tell" is an answer of its own; it is never turned into equal shares. Two kinds of
reason are told apart: a situation that is recognised but whose rule is not in this rulebook,
and a rule that would fire if one more fact could be told.
"""

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.finding import Assessment, Reason

CODE = "R90"
PROVISIONS = ("SPR-67",)

# Situations that are seen but not ruled on here, by the rule that would.
NOT_RULED_HERE = {
    FactKind.REVERSING: ("R20", "倒车", "reversing"),
    FactKind.ENTERED_ON_RED: ("R06", "闯红灯", "passing a red light"),
    FactKind.CROSSED_GIVE_WAY_LINE: ("R10/R13", "未让优先通行方", "coming in over a give-way line"),
    FactKind.CHANGED_LANE: ("M02", "刚完成变更车道", "having just changed lanes"),
}


def reasons(facts: Facts, assessments: tuple[Assessment, ...]) -> tuple[Reason, ...]:
    """Why no rule fired: recognised situations first, then the facts that could not be told.

    The rule nearest to firing is the one with the fewest undecided facts and none against it.
    """
    recognised = tuple(
        rule_missing(fact)
        for kind in NOT_RULED_HERE
        for fact in facts.of(kind)
        if fact.truth is Truth.TRUE
    )
    open_rules = [assessment for assessment in assessments if assessment.truth is Truth.UNKNOWN]
    undecided: tuple[Reason, ...] = ()
    if open_rules:
        nearest = min(open_rules, key=lambda assessment: len(assessment.undecided))
        undecided = tuple(_undecided(nearest.rule_code, fact) for fact in nearest.undecided)
    return recognised + undecided or (no_rule_applies(),)


def rule_missing(fact: Fact) -> Reason:
    """A situation is recognised, and deciding it is not in this rulebook."""
    code, zh, en = NOT_RULED_HERE[fact.kind]
    return Reason(
        code="rule-not-available",
        zh=f"识别到{zh}情形（{code}），本规则库不作判断：{fact.sentence_zh}",
        en=f"Recognised {en} ({code}), which this rulebook does not decide: {fact.sentence_en}",
    )


def no_rule_applies() -> Reason:
    """Every rule was excluded by the facts."""
    return Reason(
        code="no-rule-applies",
        zh="所查明的事实不符合本规则库中的任何情形",
        en="The facts established match no situation of this rulebook",
    )


def _undecided(rule_code: str, fact: Fact) -> Reason:
    return Reason(
        code="undecided-fact",
        zh=f"{rule_code}所需事实不能确定：{fact.sentence_zh}",
        en=f"{rule_code} needs a fact that cannot be told: {fact.sentence_en}",
    )

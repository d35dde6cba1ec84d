"""R90: the facts cannot carry a proposal (无法查清), and why.

"Cannot tell" is an answer of its own; it is never turned into equal shares. The reason is
the rule that would fire if one more fact could be told, or that no rule applies.
"""

from accident_service.liability.fact import Fact, Truth
from accident_service.liability.finding import Assessment, Reason

CODE = "R90"
PROVISIONS = ("SPR-67",)


def reasons(assessments: tuple[Assessment, ...]) -> tuple[Reason, ...]:
    """Why no rule fired: the facts that could not be told, or that none applies.

    Of several open rules, the one nearest to firing speaks.
    """
    open_rules = [assessment for assessment in assessments if assessment.truth is Truth.UNKNOWN]
    undecided: tuple[Reason, ...] = ()
    if open_rules:
        nearest = min(open_rules, key=distance_from_firing)
        undecided = tuple(_undecided(nearest.rule_code, fact) for fact in nearest.undecided)
    return undecided or (no_rule_applies(),)


def distance_from_firing(assessment: Assessment) -> tuple[float, int]:
    """To sort open rules by: the most conditions met first, of two alike the fewer open facts."""
    open_count, met_count = len(assessment.undecided), len(assessment.relied_on)
    return open_count / max(open_count + met_count, 1), open_count


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

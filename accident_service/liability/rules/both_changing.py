"""R03: both changed into one lane (双方变更车道驶入同一车道).

Neither kept the lane the other was to respect, so the same is found of each against the
other, and two findings against each other make equal shares. Some places let the left give
way to the right: which of the two came from the left is a fact of its own for such a pack.
It does not speak of two that moved over one behind the other into the rear of the first (they
face each other's sides), nor of one that stood or reversed.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R03"
PROVISIONS = ("REG-44.2",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` move over into the lane into which `against` was moving as well?"""
    one, other = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.BOTH_INTO_ONE_LANE, at_fault),
            Condition(FactKind.SAME_HEADING, at_fault),
            Condition(FactKind.AHEAD_IN_PATH, at_fault, wanted=False),
            Condition(FactKind.AHEAD_IN_PATH, against, wanted=False),
            Condition(FactKind.STATIONARY, at_fault, wanted=False),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{one.zh}与{other.zh}同时变更至同一车道，{one.zh}未确保不影响{other.zh}，两车发生碰撞",
            sentence_en=f"{one.opening_en} and {other.en} changed into one lane at a time;"
            f" {one.en} did not make sure of the other, and they collided",
        ),
    )

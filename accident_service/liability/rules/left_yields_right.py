"""R03L: both changed into one lane, where local law has the left give way to the right.

Off under the national rules, where both bear the same (R03). A rule pack that knows the local
article switches it on in place of R03 and has it cited. It speaks of the same situations as
R03, and of the vehicle that came from the left only: where that cannot be told, neither can
this. What the other did besides is for other rules.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R03L"
PROVISIONS = ("REG-44.2",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, coming from the left, move into the lane `against` entered from the right?"""
    left, right = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.BOTH_INTO_ONE_LANE, at_fault),
            Condition(FactKind.CAME_FROM_LEFT, at_fault),
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
            sentence_zh=f"{left.zh}由左侧、{right.zh}由右侧同时变更至同一车道，"
            f"{left.zh}未让右侧的{right.zh}先行，两车发生碰撞",
            sentence_en=f"{left.opening_en} from the left and {right.en} from the right"
            f" changed into one lane at a time; {left.en} did not give way to the right, and"
            " they collided",
        ),
    )

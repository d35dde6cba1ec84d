"""R16: overtook on the right where no lane was marked for it (右侧超车).

One overtakes on the left. It speaks of vehicles of one file: passing on the right in a lane
marked for one's own direction is not overtaking in this sense. A leader that stood is gone
round, not overtaken; one that is cut up from the next lane is a matter of lane change (R02).
Whether the leader had left room and given a signal to be passed on the
right is left to the officer.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R16"
PROVISIONS = ("REG-47",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` pass `against` on its right, in no lane of its own?"""
    overtaker, leader = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.OVERTAKING_THE_OTHER, at_fault),
            Condition(FactKind.PASSING_ON_THE_RIGHT, at_fault),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.PASSING_IN_OWN_LANE, at_fault, wanted=False),
            Condition(FactKind.CHANGING_LANE, at_fault, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{overtaker.zh}从前方{leader.zh}右侧超车，与其发生碰撞",
            sentence_en=f"{overtaker.opening_en} overtook {leader.en} on its right"
            " and collided with it",
        ),
    )

"""R32: reversed, drove the wrong way or stood in a lane of an expressway (高速公路禁止行为).

Why somebody stops or turns back on an expressway (a breakdown, a closed road) is not in the
picture, and such accidents are seldom handled remotely; so what is found is shown, and the
division is the officer's. Who stands in a queue does not stop in the sense of the article.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, strongest, weigh
from accident_service.liability.phrasing import Text, vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R32"
PROVISIONS = ("REG-82(1)", "REG-85")
OFFICER_ONLY = True

REVERSED = Text("倒车", "reversed")
WRONG_WAY = Text("逆行", "drove against the traffic")
STOOD = Text("在车道内停车", "stood in a lane")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` do on an expressway what REG-82 forbids there?"""
    stood = (
        Condition(FactKind.STATIONARY, at_fault),
        Condition(FactKind.WAITING_IN_TRAFFIC, at_fault, wanted=False),
    )
    ways = (
        ((Condition(FactKind.REVERSING, at_fault),), REVERSED),
        ((Condition(FactKind.WRONG_WAY, at_fault),), WRONG_WAY),
        (stood, STOOD),
    )
    there = Condition(FactKind.ON_EXPRESSWAY, at_fault)
    return strongest(
        tuple(weigh(facts, (there, *act), _finding(at_fault, against, told)) for act, told in ways)
    )


def _finding(at_fault: TrackId, against: TrackId, act: Text) -> Finding:
    one, other = vehicle(at_fault), vehicle(against)
    return Finding(
        rule_code=CODE,
        provisions=PROVISIONS,
        at_fault=at_fault,
        against=against,
        relied_on=(),
        sentence_zh=f"{one.zh}在高速公路或城市快速路上{act.zh}，与{other.zh}发生碰撞",
        sentence_en=f"{one.opening_en} {act.en} on an expressway and collided with {other.en}",
    )

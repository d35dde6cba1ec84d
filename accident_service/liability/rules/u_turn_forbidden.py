"""R19: made a U-turn where none may be made (禁止掉头处掉头).

Forbidden by a sign (no U-turn, or no left turn), by a solid line that would be crossed, or
by the place: crosswalks, bridges, bends, slopes, tunnels, railway crossings, as far as the
map knows them. Where the map does not tell, R18 still asks whether others were hindered.

Reference:
    REG-49.1.
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R19"
PROVISIONS = ("REG-49.1",)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault`, turning round where that is forbidden, collide with `against`?"""
    turner, other = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.U_TURNING, at_fault),
            Condition(FactKind.U_TURN_FORBIDDEN, at_fault),
            Condition(FactKind.REVERSING, at_fault, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{turner.zh}在禁止掉头的地点掉头，与{other.zh}发生碰撞",
            sentence_en=f"{turner.opening_en} made a U-turn where none may be made"
            f" and collided with {other.en}",
        ),
    )

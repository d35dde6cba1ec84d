"""R25: did not let the vehicle whose turn it was go first where two lanes become one (未交替通行).

It speaks of crawling traffic at a lane drop, of two vehicles abreast from the two lanes, and
of an order that is seen. Where the order cannot be told, M12 leaves it to the officer.
Without crawling traffic the one whose lane ends changes lanes like any other (R02).
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R25"
PROVISIONS = ("RTSL-45.2", "REG-53.3")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` go although it was the turn of `against`?"""
    pusher, entitled = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.ALTERNATING_DUE, at_fault),
            Condition(FactKind.MERGED_OUT_OF_TURN, at_fault),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.MERGED_OUT_OF_TURN, against, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{pusher.zh}在车道减少处未依次交替通行，与轮到通行的{entitled.zh}发生碰撞",
            sentence_en=f"{pusher.opening_en} did not let {entitled.en}, whose turn it was,"
            " go first where two lanes become one, and collided with it",
        ),
    )

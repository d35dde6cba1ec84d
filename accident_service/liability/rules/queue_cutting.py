"""R24: pushed into a queue from outside it (加塞、穿插等候车辆).

Where the traffic ahead queues or crawls, nobody goes past it by another way and squeezes in.
It speaks of one that came from beside the queue's lane, along it; whoever crosses a gap of
the queue, or comes out of a gate, is another rule's business. Where two lanes become one the
vehicles go in turn, and pushing in is a matter of whose turn it was (R25).
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R24"
PROVISIONS = ("RTSL-45.1", "REG-53.2")


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Did `at_fault` push in among queueing vehicles, where `against` queued?"""
    pusher, queued = vehicle(at_fault), vehicle(against)
    return weigh(
        facts,
        (
            Condition(FactKind.IN_QUEUE, against),
            Condition(FactKind.CUTTING_INTO_QUEUE, at_fault),
            Condition(FactKind.MOVING_FORWARD, at_fault),
            Condition(FactKind.ALTERNATING_DUE, at_fault, wanted=False),
            Condition(FactKind.REVERSING, against, wanted=False),
            Condition(FactKind.CUTTING_INTO_QUEUE, against, wanted=False),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"{pusher.zh}在前方车辆排队等候或者缓慢行驶时穿插等候车辆，与排队的{queued.zh}发生碰撞",
            sentence_en=f"{pusher.opening_en} pushed into a queue and collided with"
            f" {queued.en}, which was waiting in it",
        ),
    )

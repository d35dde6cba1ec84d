"""C08: used a lane that was not for it (违反规定使用车道).

A dedicated lane is told from the map; driving slowly in the fast lane only a person can
report, because what is too slow there stands on signs and in the traffic around.
"""

from accident_service.liability.contribution import Contribution, Fault, contributed
from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.phrasing import Text
from accident_service.quantities.identifiers import TrackId

CODE = "C08"
PROVISIONS = ("REG-44.1", "RTSL-37")
FAULT = Fault(
    code=CODE,
    provisions=PROVISIONS,
    kinds=(FactKind.IN_BUS_LANE, FactKind.SLOW_IN_FAST_LANE),
    said=Text("违反规定使用车道", "used a lane that was not for it"),
)


def assess(facts: Facts, party: TrackId) -> Contribution:
    """Did it use a dedicated lane, or has anyone reported it slow in the fast one?"""
    return contributed(FAULT, facts, party)

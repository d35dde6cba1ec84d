"""C07: kept too short a gap on an expressway (高速公路未保持规定车距).

The numbers are the regulation's own: 100 m above 100 km/h, 50 m at least. Only a gap held
while both drove at about one speed counts: who closes in on a standing queue is another matter.
"""

from accident_service.liability.contribution import Contribution, Fault, contributed
from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.phrasing import Text
from accident_service.quantities.identifiers import TrackId

CODE = "C07"
PROVISIONS = ("REG-80",)
FAULT = Fault(
    code=CODE,
    provisions=PROVISIONS,
    kinds=(FactKind.SHORT_EXPRESSWAY_GAP,),
    said=Text("在高速公路或快速路上未保持规定的车距", "followed too closely on an expressway"),
)


def assess(facts: Facts, party: TrackId) -> Contribution:
    """Did it follow the other nearer than the regulation allows?"""
    return contributed(FAULT, facts, party)

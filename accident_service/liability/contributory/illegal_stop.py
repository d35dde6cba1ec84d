"""C04: stood where one may not (违法停车).

Told from the map's signs, markings and distances. What the standing added to the accident is
for the officer; where somebody ran into it, M06 speaks first.
"""

from accident_service.liability.contribution import Contribution, Fault, contributed
from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.phrasing import Text
from accident_service.quantities.identifiers import TrackId

CODE = "C04"
PROVISIONS = ("RTSL-56", "REG-63")
FAULT = Fault(
    code=CODE,
    provisions=PROVISIONS,
    kinds=(FactKind.STANDING_FORBIDDEN,),
    said=Text("在禁止停车处停车", "stood where stopping is forbidden"),
)


def assess(facts: Facts, party: TrackId) -> Contribution:
    """Did it stand where stopping is forbidden, and not for traffic's sake?"""
    return contributed(FAULT, facts, party)

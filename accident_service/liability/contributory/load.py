"""C10: its load was unsafe (载物不符合规定).

Too heavy, too wide, or spilling: only a person can report it.
"""

from accident_service.liability.contribution import Contribution, Fault, contributed
from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.phrasing import Text
from accident_service.quantities.identifiers import TrackId

CODE = "C10"
PROVISIONS = ("RTSL-48", "REG-54")
FAULT = Fault(
    code=CODE,
    provisions=PROVISIONS,
    kinds=(FactKind.LOAD_UNSAFE,),
    said=Text("载物不符合规定", "carried an unsafe load"),
)


def assess(facts: Facts, party: TrackId) -> Contribution:
    """Has anyone reported its load?"""
    return contributed(FAULT, facts, party)

"""C06: the driver used a phone (驾驶时使用手持电话).

No camera outside tells; an officer or a statement may.
"""

from accident_service.liability.contribution import Contribution, Fault, contributed
from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.phrasing import Text
from accident_service.quantities.identifiers import TrackId

CODE = "C06"
PROVISIONS = ("REG-62(3)",)
FAULT = Fault(
    code=CODE,
    provisions=PROVISIONS,
    kinds=(FactKind.USED_PHONE,),
    said=Text("驾驶时使用手持电话", "was driven by someone using a phone"),
)


def assess(facts: Facts, party: TrackId) -> Contribution:
    """Has anyone reported that its driver used a phone?"""
    return contributed(FAULT, facts, party)

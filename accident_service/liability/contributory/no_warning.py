"""C05: stood broken down without any warning (故障停车未设置警告).

Hazard lights and a triangle are for a person to tell. Where somebody ran into it, M05 speaks
first.
"""

from accident_service.liability.contribution import Contribution, Fault, contributed
from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.phrasing import Text
from accident_service.quantities.identifiers import TrackId

CODE = "C05"
PROVISIONS = ("RTSL-52", "REG-60")
FAULT = Fault(
    code=CODE,
    provisions=PROVISIONS,
    kinds=(FactKind.WITHOUT_WARNING,),
    said=Text("故障停车未设置警告", "stood broken down without any warning"),
)


def assess(facts: Facts, party: TrackId) -> Contribution:
    """Has anyone reported that it gave no warning?"""
    return contributed(FAULT, facts, party)

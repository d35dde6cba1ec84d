"""C02: did not use its indicator (未按规定使用转向灯).

Cameras at street distance undersample a blinking lamp, so only a person can report it, after a
look at the pictures or from a statement; until then it is excluded as not reported.
"""

from accident_service.liability.contribution import Contribution, Fault, contributed
from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.phrasing import Text
from accident_service.quantities.identifiers import TrackId

CODE = "C02"
PROVISIONS = ("REG-57",)
FAULT = Fault(
    code=CODE,
    provisions=PROVISIONS,
    kinds=(FactKind.NO_INDICATOR,),
    said=Text("未按规定使用转向灯", "did not indicate"),
)


def assess(facts: Facts, party: TrackId) -> Contribution:
    """Has anyone reported that it moved over or turned without indicating?"""
    return contributed(FAULT, facts, party)

"""C03: drove or stood without the lights the hour demands (未按规定使用灯光).

Whether a lamp was lit is for a person to tell. A vehicle left standing unlit is also M05.
"""

from accident_service.liability.contribution import Contribution, Fault, contributed
from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.phrasing import Text
from accident_service.quantities.identifiers import TrackId

CODE = "C03"
PROVISIONS = ("REG-58",)
FAULT = Fault(
    code=CODE,
    provisions=PROVISIONS,
    kinds=(FactKind.DROVE_UNLIT, FactKind.STANDING_UNLIT),
    said=Text("未按规定使用灯光", "was without the lights it needed"),
)


def assess(facts: Facts, party: TrackId) -> Contribution:
    """Has anyone reported that it was without light?"""
    return contributed(FAULT, facts, party)

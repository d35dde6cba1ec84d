"""C09: the one ahead braked hard without cause (前车无故急刹车).

No article names it; who brakes hard for nothing does not drive safely (RTSL-22) nor pass without
obstructing (RTSL-38). That no cause is seen proves nothing, so the footage alone leaves it open;
an officer who has heard the driver may establish it. It is asked of the vehicle ahead only.
"""

from accident_service.liability.contribution import Contribution, Fault, contributed
from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.phrasing import Text
from accident_service.quantities.identifiers import TrackId

CODE = "C09"
PROVISIONS = ("RTSL-22", "RTSL-38")
FAULT = Fault(
    code=CODE,
    provisions=PROVISIONS,
    kinds=(FactKind.BRAKED_HARD_WITHOUT_CAUSE,),
    said=Text("无故急刹车", "braked hard without cause"),
    provided=FactKind.AHEAD_IN_PATH,
)


def assess(facts: Facts, party: TrackId) -> Contribution:
    """Did it, being ahead, brake hard with no cause that anyone can name?"""
    return contributed(FAULT, facts, party)

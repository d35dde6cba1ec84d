"""C01: drove faster than the limit (超速).

Told only when the whole k = 2 interval of the speed lies above the limit; how much the speed
added to the accident is for the officer.
"""

from accident_service.liability.contribution import Contribution
from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "C01"
PROVISIONS = ("RTSL-42",)


def assess(facts: Facts, party: TrackId) -> Contribution:
    """Was it certainly above the limit in the seconds before the contact?"""
    above = facts.about(FactKind.ABOVE_SPEED_LIMIT, party)
    us = vehicle(party)
    return Contribution(
        code=CODE,
        party=party,
        truth=above.truth,
        provisions=PROVISIONS,
        relied_on=(above,) if above.truth is not Truth.UNKNOWN else (),
        sentence_zh=f"{us.zh}超速行驶：{above.sentence_zh}",
        sentence_en=f"{us.opening_en} was above the limit: {above.sentence_en}",
    )

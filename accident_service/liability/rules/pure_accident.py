"""R37: a pure accident, no fault of either being found (交通意外).

Only where both were followed all along and everything that would be a fault, or might hide
one, is excluded: a fact that is established or open keeps this rule silent, and so does one
that nobody thought of when it was added. That none bears anything is never proposed: the
finding is shown and an officer decides, or certifies that the cause could not be found.

Reference:
    SPR-60(3).
"""

from accident_service.liability.fact import FactKind, Facts
from accident_service.liability.finding import Assessment, Condition, Finding, weigh
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

CODE = "R37"
PROVISIONS = ("SPR-60(3)",)
OFFICER_ONLY = True

# What may be so, or be unknown, of one who did nothing wrong.
INNOCENT = frozenset(
    {
        FactKind.SEEN_LONG_ENOUGH,
        FactKind.STRUCK_WITH_FRONT,
        FactKind.STRUCK_AT_REAR,
        FactKind.STRUCK_ON_SIDE,
        FactKind.MOVING_FORWARD,
        FactKind.BRAKED_BEFORE_CONTACT,
        FactKind.SAME_LANE,
        FactKind.SAME_HEADING,
        FactKind.ON_EXPRESSWAY,
        FactKind.WHEEL_OVER_LINE,
        FactKind.ALL_WHEELS_OVER_LINE,
        FactKind.LITTLE_TIME_AT_LINE,
        FactKind.LITTLE_TIME_AT_BRAKING,
        FactKind.LITTLE_TIME_IN_PATH,
        FactKind.TIME_TO_OPEN_GAP,
        FactKind.GOING_STRAIGHT,
        FactKind.ENTRY_SEEN,
        FactKind.ENTERED_ON_GREEN,
    }
)


def assess(facts: Facts, at_fault: TrackId, against: TrackId) -> Assessment:
    """Was everything excluded that would be a fault of `at_fault`, or of `against`?"""
    one, other = vehicle(at_fault), vehicle(against)
    pair = (at_fault, against)
    return weigh(
        facts,
        (
            *(Condition(FactKind.SEEN_LONG_ENOUGH, party) for party in pair),
            *(
                Condition(kind, party, wanted=False)
                for party in pair
                for kind in FactKind
                if kind not in INNOCENT
            ),
        ),
        Finding(
            rule_code=CODE,
            provisions=PROVISIONS,
            at_fault=at_fault,
            against=against,
            relied_on=(),
            sentence_zh=f"全程可见，未发现{one.zh}有导致其与{other.zh}碰撞的过错",
            sentence_en=f"Everything was in view, and no fault of {one.en} is found that led to"
            f" its contact with {other.en}",
        ),
    )

"""Where the two accounts contradict one another, fact by fact.

Three sources: what the second party said to the facts the first had reported, what each says
its own vehicle was doing, and where each says it was touched. Nothing here weighs who is right.
"""

from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.reports.party import PartyLetter
from accident_service.reports.statement import Circumstance, Statement

# Clock positions of a vehicle's own outline (12 front, 3 right, 6 rear, 9 left).
FRONT = frozenset({10, 11, 12, 1, 2})
REAR = frozenset({5, 6, 7})
# What may take a vehicle backwards; turning round often needs it.
BACKWARDS = frozenset(
    {Circumstance.REVERSING, Circumstance.TURNING_ROUND, Circumstance.LEAVING_PARKING}
)
CANNOT_STRIKE = frozenset({Circumstance.STANDING, Circumstance.PARKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One fact on which the accounts differ, with either's value as it was given.

    `field` is one of `SHARED_FACTS`, the name of a screening answer, "circumstance" or
    "damage_clock"; of a screening answer the values are "no" and "yes".
    """

    field: str
    first: str
    second: str


def contradictions_of(case: Case) -> tuple[Contradiction, ...]:
    """Every contradiction, those about the shared facts first; none before both have spoken."""
    first, second = (case.statement(letter) for letter in PartyLetter)
    if first is None or second is None:
        return ()
    return (*_on_shared_facts(case), *_between(first, second))


def _on_shared_facts(case: Case) -> tuple[Contradiction, ...]:
    word = case.second_word
    if word is None:
        return ()
    reported = {
        "place": case.report.place.words or str(case.report.place.site or ""),
        "time": case.report.occurred_at.isoformat(),
        "weather": case.report.weather,
        "vehicle": case.report.reporter.vehicle.plate,
    }
    return (
        *(
            Contradiction(field=fact, first=reported[fact], second=own)
            for fact, own in word.differing
        ),
        *(Contradiction(field=name, first="no", second="yes") for name in word.applies),
    )


def _between(first: Statement, second: Statement) -> tuple[Contradiction, ...]:
    found = []
    if first.circumstance in CANNOT_STRIKE and second.circumstance in CANNOT_STRIKE:
        found.append(
            Contradiction(
                field="circumstance", first=first.circumstance, second=second.circumstance
            )
        )
    if not (_rear_fits(first, second) and _rear_fits(second, first)):
        found.append(
            Contradiction(
                field="damage_clock",
                first=str(first.damage_clock),
                second=str(second.damage_clock),
            )
        )
    return tuple(found)


def _rear_fits(struck: Statement, other: Statement) -> bool:
    """Can a contact at the rear of one be what the other says?

    A vehicle that did not go backwards is touched at its rear only by what runs into it: by
    the other's front, or by the other's rear while that goes backwards.
    """
    if struck.damage_clock not in REAR or struck.circumstance in BACKWARDS:
        return True
    if other.damage_clock in FRONT:
        return True
    return other.damage_clock in REAR and other.circumstance in BACKWARDS

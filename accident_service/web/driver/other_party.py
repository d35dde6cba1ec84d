"""What one party may see of the other: nothing before both have spoken, and never in full."""

from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casefile.masking import masked_name, masked_plate
from accident_service.reports.party import Party
from accident_service.reports.statement import Statement


@dataclass(frozen=True, slots=True)
class OtherAccount:
    """The other party's account, masked."""

    name: str
    plate: str
    vehicle_class: str
    colour: str
    statement: Statement


def other_account(case: Case, me: Party) -> OtherAccount | None:
    """The other account once both are given; None before."""
    other = next((party for party in case.parties if party.letter is not me.letter), None)
    statement = case.statement(other.letter) if other else None
    if other is None or statement is None or case.statement(me.letter) is None:
        return None
    return OtherAccount(
        name=masked_name(other.name),
        plate=masked_plate(other.vehicle.plate),
        vehicle_class=other.vehicle.vehicle_class,
        colour=other.vehicle.colour,
        statement=statement,
    )

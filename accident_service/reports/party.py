"""Who took part: people, their vehicles and their insurance."""

from dataclasses import dataclass
from enum import StrEnum


class PartyLetter(StrEnum):
    """How the parties are called in the file: A reported first (甲方), B joined (乙方)."""

    A = "A"
    B = "B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A party's vehicle as the party described it."""

    plate: str  # normalised: no separators, upper case
    vehicle_class: str  # a value of the form's list: car, suv, van, pickup, truck, bus
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Insurance:
    """Compulsory cover of one vehicle (交强险)."""

    insurer: str  # the insurer's code, such as "PICC"
    policy_no: str  # empty while the driver has not given it


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One driver with vehicle and insurance."""

    letter: PartyLetter
    name: str
    phone: str
    identity_no: str
    vehicle: Vehicle
    insurance: Insurance
    language: str = "zh"  # or "en": what the party is written to in

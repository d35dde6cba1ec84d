"""How a vehicle looks in the picture, as a hint of whose it is."""

from dataclasses import dataclass

from accident_service.quantities.identifiers import TrackId

# What a camera at dusk, and people, call by each other's name.
_ALIKE = ({"white", "silver", "grey"}, {"grey", "silver", "black"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """How one vehicle looks; shares are of the moments or readings that agreed."""

    track: TrackId
    colour: str
    colour_share: float
    plate: str  # empty where nothing was read
    plate_share: float
    plate_width_px: float  # the widest the plate was seen


def colours_agree(seen: str, told: str) -> bool | None:
    """May these be one colour? None where either is not told."""
    if not seen or not told or told in {"other", "brown"}:
        return None
    return seen == told or any({seen, told} <= family for family in _ALIKE)


def plate_likeness(read: str, told: str) -> float:
    """Share of places at which two plates agree, 0 to 1; 0 where either is empty.

    Compared place by place: plates do not lose characters, readers confuse them.
    """
    if not read or len(read) != len(told):
        return 0.0
    return sum(one == other for one, other in zip(read, told, strict=True)) / len(told)

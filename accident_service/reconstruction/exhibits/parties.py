"""The two vehicles an exhibit is about, and how they are told apart in every picture.

First 甲 / A in vermilion, second 乙 / B in blue: two colours that stay apart for any eye and
in grey print. Reference: Okabe and Ito, Color Universal Design, 2008.
"""

from dataclasses import dataclass

from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.ground.braking import BrakeOnset
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.result import NearMiss, Reconstruction

PARTY_LETTERS = (("甲", "A"), ("乙", "B"))
PARTY_COLOURS = ("#d55e00", "#0072b2")
BYSTANDER_COLOUR = "#7a7f85"


@dataclass(frozen=True, slots=True, eq=False)
class PartyMark:
    """One vehicle as exhibits show it."""

    trajectory: GroundTrajectory
    zh: str
    en: str
    colour: str  # #rrggbb
    bystander: bool = False
    brakes: tuple[BrakeOnset, ...] = ()

    @property
    def label(self) -> str:
        """Both names, as written beside the vehicle."""
        return f"{self.zh} {self.en}".strip()


def parties_of(found: Reconstruction, event: CollisionEvent | NearMiss) -> tuple[PartyMark, ...]:
    """The two vehicles of one contact or close pass, in its order."""
    return tuple(
        PartyMark(found.trajectory(track), zh, en, colour, brakes=found.brake_onsets(track))
        for track, (zh, en), colour in zip(event.tracks, PARTY_LETTERS, PARTY_COLOURS, strict=True)
    )


def bystander(trajectory: GroundTrajectory) -> PartyMark:
    """Any other vehicle, marked by the name of its track."""
    return PartyMark(trajectory, "", str(trajectory.id), BYSTANDER_COLOUR, bystander=True)


def rgb(colour: str) -> tuple[int, int, int]:
    """A #rrggbb colour as red, green, blue."""
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))

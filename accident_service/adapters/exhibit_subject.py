"""The moment that stills, plan, curves and films of one analysis show, and who is in them."""

from dataclasses import dataclass

from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.collision.event import CollisionEvent
from accident_service.reconstruction.exhibits.parties import PartyMark
from accident_service.reconstruction.exhibits.stills import StillCaption


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ExhibitSubject:
    """What the exhibits of one analysis are about."""

    pts_s: float
    zh: str  # what the moment is, as in "contact"
    en: str
    parties: tuple[PartyMark, ...]
    others: tuple[PartyMark, ...]
    contact: CollisionEvent | None

    @property
    def interval_s(self) -> Interval | None:
        """When the contact was, where there was one; 95 in a hundred."""
        return self.contact.pts_interval_s if self.contact else None

    @property
    def marks(self) -> tuple[PartyMark, ...]:
        """Everybody, those it is about drawn last."""
        return (*self.others, *self.parties)

    def caption_at(self, pts_s: float) -> StillCaption:
        """How far this is from the moment."""
        away_s = pts_s - self.pts_s
        return StillCaption(f"{self.zh} {away_s:+.2f} 秒", f"{self.en} {away_s:+.2f} s")

"""Own recordings as browsers play them, on the shelf of cut pictures, with a list of pictures.

The film and the list are made in one pass from the first frame to the last; both can be made
again at any time, and are forgotten with what was cut from the recording.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.frame_cuts.film import NOTES_NAME
from accident_service.adapters.frame_cuts.film_maker import FilmMaker
from accident_service.casefile.pictures import ClipPictures
from accident_service.footage.clip import SealedClip


@dataclass(frozen=True, slots=True)
class WatchableFiles:
    """A `WatchableRecordings`."""

    films: FilmMaker

    def film(self, clip: SealedClip) -> Path | None:
        """The film's file, or None while it is being made."""
        return self.films.film(clip)

    def pictures(self, clip: SealedClip) -> ClipPictures | None:
        """Every picture with time and hash, or None while they are being listed."""
        film = self.films.film(clip)
        if film is None:
            return None
        notes = film.with_name(NOTES_NAME)
        if not notes.exists():  # a film made for something else, of the same bytes
            film.unlink(missing_ok=True)
            return self.pictures(clip)
        told = json.loads(notes.read_text(encoding="utf-8"))
        return ClipPictures(
            width_px=told["width_px"],
            height_px=told["height_px"],
            pts_s=tuple(told["pts_s"]),
            luma_sha256=tuple(told["luma_sha256"]),
            outlines={},
        )

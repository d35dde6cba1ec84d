"""What the officer looks at, opened from settings: the review, its frames and its films."""

from accident_service.adapters.corrected_outlines import CorrectedOutlines
from accident_service.adapters.frame_cuts.cutter import ChildCutter
from accident_service.adapters.frame_cuts.film_maker import FilmMaker
from accident_service.adapters.picture_records import KeptPictures
from accident_service.casework.view_frames import ViewFrames
from accident_service.casework.view_review import ViewReview
from accident_service.settings import Settings
from accident_service.wiring.shelves import picture_shelf
from accident_service.wiring.story import World

# A review opens within a second; its films are not asked for before. [design]
FILM_PAUSE_S = 2.0


def view_review(settings: Settings, world: World) -> ViewReview:
    """The review of cases on these adapters."""
    reader = KeptPictures(world.blobs)
    return ViewReview(
        ledger=world.ledger,
        sites=world.sites,
        clock=world.clock,
        analyst=world.analyst,
        picture_reader=reader,
        frames=_view_frames(settings, world, reader),
        outline_drawer=CorrectedOutlines(world.blobs, world.sites.survey),
    )


def _view_frames(settings: Settings, world: World, reader: KeptPictures) -> ViewFrames:
    shelf = picture_shelf(settings)
    return ViewFrames(
        ledger=world.ledger,
        clock=world.clock,
        picture_reader=reader,
        cutter=ChildCutter(world.blobs, shelf),
        films=FilmMaker(world.blobs, shelf, pause_s=FILM_PAUSE_S),
    )

"""Cut pictures: where they lie, and those that are cut before anybody asks for them."""

from accident_service.adapters.frame_cuts.cutter import ChildCutter
from accident_service.adapters.frame_cuts.shelf import PictureShelf
from accident_service.adapters.picture_records import KeptPictures
from accident_service.casework.cut_ahead import CutAhead
from accident_service.casework.ports import BlobStore
from accident_service.settings import Settings

# Some hundred clips' pictures around their contacts; all of it can be cut again.
MOST_SHELF_BYTES = 4 * 2**30


def picture_shelf(settings: Settings) -> PictureShelf:
    """Where cut pictures lie, and are forgotten when their clip is destroyed."""
    return PictureShelf(settings.frame_folder, MOST_SHELF_BYTES)


def cut_ahead(settings: Settings, blobs: BlobStore) -> CutAhead:
    """What a worker cuts onto the shelf of its own host."""
    return CutAhead(KeptPictures(blobs), ChildCutter(blobs, picture_shelf(settings)))

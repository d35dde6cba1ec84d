"""Parties' own recordings on their adapters: spool, a looking child, films on the shelf."""

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.frame_cuts.cutter import ChildCutter
from accident_service.adapters.frame_cuts.film_maker import FilmMaker
from accident_service.adapters.own_recordings.reader import ChildRecordingReader
from accident_service.adapters.own_recordings.watchable import WatchableFiles
from accident_service.adapters.sealer import BlobSealer
from accident_service.adapters.uploads.photo_spool import PhotoSpoolFolder
from accident_service.adapters.uploads.upload_register import SqlUploadRegister
from accident_service.casework.receive_recording import ReceiveRecording
from accident_service.casework.view_recording import ViewRecording
from accident_service.settings import Settings
from accident_service.wiring.shelves import picture_shelf
from accident_service.wiring.story import World


def receiving_recordings(settings: Settings, world: World, engines: Engines) -> ReceiveRecording:
    """How recordings arrive under these settings."""
    return ReceiveRecording(
        ledger=world.ledger,
        register=SqlUploadRegister(engines),
        spool=PhotoSpoolFolder(settings.upload_folder),
        reader=ChildRecordingReader(),
        sealer=BlobSealer(world.blobs),
        clock=world.clock,
    )


def viewing_recordings(settings: Settings, world: World) -> ViewRecording:
    """How recordings are looked at under these settings."""
    shelf = picture_shelf(settings)
    return ViewRecording(
        ledger=world.ledger,
        clock=world.clock,
        watchable=WatchableFiles(FilmMaker(world.blobs, shelf, noting=True)),
        cutter=ChildCutter(world.blobs, shelf),
    )

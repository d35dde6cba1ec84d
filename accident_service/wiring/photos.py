"""Photographs on their adapters: a register in the ledger's database, a spool, a reading child."""

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.photo_reader import ChildPhotoReader
from accident_service.adapters.uploads.photo_spool import PhotoSpoolFolder
from accident_service.adapters.uploads.upload_register import SqlUploadRegister
from accident_service.casework.ports import Clock
from accident_service.casework.receive_photos import ReceivePhotos
from accident_service.settings import Settings


def receiving(settings: Settings, engines: Engines, clock: Clock) -> ReceivePhotos:
    """How photographs arrive under these settings."""
    return ReceivePhotos(
        SqlUploadRegister(engines),
        PhotoSpoolFolder(settings.upload_folder),
        ChildPhotoReader(),
        clock,
    )

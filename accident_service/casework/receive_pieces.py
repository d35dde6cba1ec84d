"""What photographs and recordings have in common while they arrive piece by piece."""

from collections.abc import Iterable
from dataclasses import replace

from accident_service.casework.photo_ports import PhotoSpool, Upload, UploadRegister
from accident_service.errors import Conflict


def others_in(register: UploadRegister, folder: str, key: str) -> int:
    """How many of a folder count besides the one of this key: all that were not refused."""
    others = [one for one in register.in_folder(folder) if one.key != key]
    return sum(not one.refused for one in others)


def continued(
    register: UploadRegister,
    spool: PhotoSpool,
    upload: Upload,
    offset_bytes: int,
    pieces: Iterable[bytes],
) -> Upload:
    """The upload with as much more as arrived, kept before it is noted.

    Raises:
        Conflict: The offset is not where the upload stands, or another request writes it.
        StorageFull: There is no room; the upload stands where it stood.
        PhotoRefused: More came than was announced.
    """
    if offset_bytes != upload.offset_bytes:
        raise Conflict(f"upload {upload.id} stands at {upload.offset_bytes}")
    reached = spool.append(
        upload.id, offset_bytes=offset_bytes, pieces=pieces, at_most_bytes=upload.length_bytes
    )
    register.advance(upload.id, from_bytes=offset_bytes, to_bytes=reached)
    return replace(upload, offset_bytes=reached)

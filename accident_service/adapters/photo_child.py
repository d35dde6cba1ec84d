"""The process that decodes one photograph, and may die of it.

Run as `python -m accident_service.adapters.photo_child ORIGINAL SHOWN PARENT_PID`. It limits
itself before it loads the decoder, writes the picture people are shown, and says what it
found as one JSON line. Magic bytes decide what the file is; its name is never known here.
"""

import json
import resource
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from accident_service.adapters.process_ties import die_with, limit_resources
from accident_service.casework.photo_verdicts import PhotoVerdict

if TYPE_CHECKING:
    from PIL.Image import Image

MEMORY_BYTES = 1536 * 2**20
CPU_S = 20
LARGEST_SHOWN_BYTES = 32 * 2**20
LIMITS = {
    resource.RLIMIT_AS: MEMORY_BYTES,
    resource.RLIMIT_CPU: CPU_S,
    resource.RLIMIT_FSIZE: LARGEST_SHOWN_BYTES,
    resource.RLIMIT_NOFILE: 32,
    resource.RLIMIT_CORE: 0,
}
MOST_PIXELS = 64_000_000  # a telephone's 50 megapixels, and some
LONGEST_SIDE_PX = 2048
JPEG_QUALITY = 85
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"})
# The formats Pillow may try, by the bytes a file begins with; MPO is JPEG with more behind it.
FORMATS = {"image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",), "image/webp": ("WEBP",)}
NO_ROOM_EXIT_CODE = 4
BEIJING = timezone(timedelta(hours=8))  # of a camera clock that names no offset
EXIF_BLOCK, GPS_BLOCK = 0x8769, 0x8825
TAKEN, TAKEN_OFFSET = 0x9003, 0x9011
TIME_FORMAT = "%Y:%m:%d %H:%M:%S"


class Refused(Exception):
    """Not a photograph we take; the verdict says why."""

    def __init__(self, verdict: PhotoVerdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


def main(arguments: list[str]) -> int:
    """Read one photograph; always answers with facts or a verdict, unless it is killed."""
    original, shown, parent_pid = Path(arguments[0]), Path(arguments[1]), int(arguments[2])
    die_with(parent_pid)
    limit_resources(LIMITS)
    try:
        answer = _read(original, shown)
    except Refused as refusal:
        answer = {"refused": refusal.verdict.value}
    except MemoryError:
        answer = {"refused": PhotoVerdict.TOO_MANY_PIXELS.value}
    except OSError:  # the picture could not be written: no fault of the photograph
        return NO_ROOM_EXIT_CODE
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


def media_type_of(head: bytes) -> str:
    """What a file is, by its first 16 bytes.

    Raises:
        Refused: No kind of picture that is taken.
    """
    if head[:3] == b"\xff\xd8\xff":
        return "image/jpeg"
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        raise Refused(PhotoVerdict.HEIC)
    raise Refused(PhotoVerdict.EMPTY if not head else PhotoVerdict.NOT_A_PICTURE)


def _read(original: Path, shown: Path) -> dict[str, object]:
    with original.open("rb") as file:
        media_type = media_type_of(file.read(16))
    # Loaded only now: the decoder comes under the limits too.
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - see above

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(original, formats=FORMATS[media_type]) as picture:
            _refuse_giants(picture, media_type)
            claims = _claims(picture)
            drawn = _drawn(picture)
    except UnidentifiedImageError as unknown:
        raise Refused(PhotoVerdict.NOT_A_PICTURE) from unknown
    except Image.DecompressionBombError as bomb:
        raise Refused(PhotoVerdict.TOO_MANY_PIXELS) from bomb
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError) as fault:
        raise Refused(PhotoVerdict.DAMAGED) from fault
    content = BytesIO()
    drawn.save(content, "JPEG", quality=JPEG_QUALITY, optimize=True)
    shown.write_bytes(content.getvalue())
    size = {"width_px": drawn.width, "height_px": drawn.height}
    return {"media_type": media_type, **size, **claims}


def _refuse_giants(picture: "Image", media_type: str) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused(PhotoVerdict.TOO_MANY_PIXELS)
    if media_type != "image/jpeg" and getattr(picture, "is_animated", False):
        raise Refused(PhotoVerdict.ANIMATED)


def _drawn(picture: "Image") -> "Image":
    """The picture anew: upright, at most `LONGEST_SIDE_PX`, pixels and nothing else."""
    from PIL import ImageOps  # noqa: PLC0415 - under the limits

    picture.draft("RGB", (LONGEST_SIDE_PX, LONGEST_SIDE_PX))  # JPEG decodes small at once
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    bare = upright.convert("RGB")
    bare.info.clear()
    return bare


def _claims(picture: "Image") -> dict[str, object]:
    """What the Exif block says of time and place; what cannot be read is left out."""
    return {**_said(_taken_at, picture), **_said(_position, picture)}


def _said(tell: Callable[["Image"], dict[str, object]], picture: "Image") -> dict[str, object]:
    try:
        return tell(picture)
    except (ValueError, TypeError, LookupError, ArithmeticError, SyntaxError, OSError):
        return {}  # anybody may write anything there; the picture is not worse for it


def _taken_at(picture: "Image") -> dict[str, object]:
    block = picture.getexif().get_ifd(EXIF_BLOCK)
    local = datetime.strptime(str(block[TAKEN]).strip("\0 "), TIME_FORMAT)  # noqa: DTZ007 - below
    offset = str(block.get(TAKEN_OFFSET, "")).strip("\0 ")
    zone = datetime.strptime(offset, "%z").tzinfo if offset else BEIJING
    return {"taken_at": local.replace(tzinfo=zone).isoformat()}


def _position(picture: "Image") -> dict[str, object]:
    block = picture.getexif().get_ifd(GPS_BLOCK)
    latitude_deg, longitude_deg = _degrees(block[2], block[1]), _degrees(block[4], block[3])
    if not (-90 <= latitude_deg <= 90 and -180 <= longitude_deg <= 180):
        return {}
    return {"position": {"latitude_deg": latitude_deg, "longitude_deg": longitude_deg}}


def _degrees(parts: tuple[float, float, float], side: object) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    sign = -1.0 if str(side).strip("\0 ") in ("S", "W") else 1.0
    return sign * (degrees + minutes / 60 + seconds / 3600)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

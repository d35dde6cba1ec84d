"""Photographs as phones make them, and files that only pretend."""

from io import BytesIO
from typing import Any

from PIL import ExifTags, Image

RED, BLUE = (200, 30, 30), (30, 30, 200)


def jpeg(width_px: int = 640, height_px: int = 480, **exif: Any) -> bytes:
    """Left half red, right half blue; see `exif_block` for `exif`."""
    picture = Image.new("RGB", (width_px, height_px), RED)
    picture.paste(BLUE, (width_px // 2, 0, width_px, height_px))
    content = BytesIO()
    picture.save(content, "JPEG", quality=90, exif=exif_block(**exif))
    return content.getvalue()


def exif_block(
    *,
    taken: str = "",
    offset: str = "",
    position: tuple[object, object, object, object] | None = None,
    orientation: int = 1,
    note: str = "",
) -> Image.Exif:
    """An Exif block.

    Args:
        position: Side and three numbers of latitude, then of longitude, as Exif has them.
    """
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    if note:
        exif[ExifTags.Base.ImageDescription] = note
    if taken:
        block = exif.get_ifd(ExifTags.IFD.Exif)
        block[ExifTags.Base.DateTimeOriginal] = taken
        if offset:
            block[ExifTags.Base.OffsetTimeOriginal] = offset
    if position:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        for tag, value in zip((1, 2, 3, 4), position, strict=True):
            gps[tag] = value
    return exif


def saved(kind: str, width_px: int = 64, height_px: int = 48, **options: object) -> bytes:
    """A plain picture in another format."""
    content = BytesIO()
    Image.new("RGB", (width_px, height_px), RED).save(content, kind, **options)
    return content.getvalue()


def animated(kind: str) -> bytes:
    """Two pictures in one file."""
    content = BytesIO()
    Image.new("RGB", (32, 32), RED).save(
        content, kind, save_all=True, append_images=[Image.new("RGB", (32, 32), BLUE)]
    )
    return content.getvalue()

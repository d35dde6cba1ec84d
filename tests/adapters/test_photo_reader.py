"""Photographs of phones are read; whatever else is sent costs a child and is refused by name."""

import io
import sys
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from accident_service.adapters.photo_reader import ChildPhotoReader
from accident_service.casework.photo_ports import PhotoFacts
from accident_service.casework.photo_verdicts import PhotoVerdict
from accident_service.errors import PhotoRefused, StorageFull
from tests.adapters.photo_maker import animated, jpeg, saved

CHANGCHUN = ("N", (43.0, 10.0, 12.36), "E", (124.0, 21.0, 1.08))


def read(folder: Path, content: bytes) -> tuple[PhotoFacts, bytes]:
    path = folder / "named-nothing"
    path.write_bytes(content)
    return ChildPhotoReader().read(path)


def refusal_of(folder: Path, content: bytes) -> str:
    with pytest.raises(PhotoRefused) as refusal:
        read(folder, content)
    return refusal.value.verdict


@pytest.mark.proves("S5")
def test_a_phone_s_photo_keeps_its_claims_apart_from_what_is_shown(tmp_path: Path) -> None:
    content = jpeg(
        3000,
        1500,
        taken="2026:03:02 12:03:04",
        position=CHANGCHUN,
        note="<script>alert(1)</script>",
    )
    facts, shown = read(tmp_path, content)
    assert (facts.width_px, facts.height_px) == (2048, 1024)
    assert facts.taken_at == datetime(2026, 3, 2, 4, 3, 4, tzinfo=UTC)  # no offset: China's time
    assert facts.position is not None
    assert facts.position.latitude_deg == pytest.approx(43.1701, abs=1e-6)
    assert facts.position.longitude_deg == pytest.approx(124.3503, abs=1e-6)

    picture = Image.open(io.BytesIO(shown))
    assert (picture.format, picture.size) == ("JPEG", (2048, 1024))
    assert not picture.getexif()
    assert b"script" not in shown
    assert b"Exif" not in shown


def test_a_photo_held_upright_is_shown_upright(tmp_path: Path) -> None:
    facts, shown = read(tmp_path, jpeg(orientation=6))  # the camera lay on its right side
    assert (facts.width_px, facts.height_px) == (480, 640)
    top = Image.open(io.BytesIO(shown)).convert("RGB").getpixel((240, 20))
    assert isinstance(top, tuple)
    assert top[0] > 150  # red was left and is on top


def test_a_clock_with_an_offset_is_believed_as_it_stands(tmp_path: Path) -> None:
    facts, _ = read(tmp_path, jpeg(taken="2026:03:02 12:03:04", offset="+09:00"))
    assert facts.taken_at == datetime(2026, 3, 2, 3, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "exif",
    [
        {"taken": "yesterday"},
        {"taken": "0000:00:00 00:00:00"},
        {"position": ("N", (91.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0))},
        {"position": ("N", (1.0, 0.0), "E", (0.0, 0.0, 0.0))},
    ],
)
def test_claims_that_make_no_sense_are_left_out(tmp_path: Path, exif: dict[str, Any]) -> None:
    facts, _ = read(tmp_path, jpeg(**exif))
    assert (facts.taken_at, facts.position) == (None, None)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_of_still_pictures_are_taken(tmp_path: Path, kind: str) -> None:
    facts, shown = read(tmp_path, saved(kind))
    assert facts.media_type == f"image/{kind.lower()}"
    assert shown.startswith(b"\xff\xd8\xff")


def a_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("photo.jpg", b"0" * 1_000_000)
    return content.getvalue()


def png_of(side_px: int) -> bytes:
    """A PNG whose header announces that size; black, so that it is a small file."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return len(body).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")

    size = side_px.to_bytes(4, "big")
    row = (
        zlib.compress(b"\0" * (1 + 3 * side_px)) if side_px < 100 else zlib.compress(b"\0" * 10**6)
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size + size + b"\x08\x02\0\0\0")
        + chunk(b"IDAT", row)
        + chunk(b"IEND", b"")
    )


@pytest.mark.proves("S9")
@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"", PhotoVerdict.EMPTY),
        (a_zip(), PhotoVerdict.NOT_A_PICTURE),
        (b"%PDF-1.7 not a photo", PhotoVerdict.NOT_A_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PhotoVerdict.NOT_A_PICTURE),
        (saved("GIF"), PhotoVerdict.NOT_A_PICTURE),
        (saved("TIFF"), PhotoVerdict.NOT_A_PICTURE),
        (b"\0\0\0\x18ftypheic" + b"\0" * 64, PhotoVerdict.HEIC),
        (animated("WEBP"), PhotoVerdict.ANIMATED),
        (animated("PNG"), PhotoVerdict.ANIMATED),
        (png_of(16_000), PhotoVerdict.TOO_MANY_PIXELS),
        (png_of(100_000), PhotoVerdict.TOO_MANY_PIXELS),
        (jpeg()[:3000], PhotoVerdict.DAMAGED),
        (b"\xff\xd8\xff\xe0" + b"nonsense" * 50, PhotoVerdict.DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, PhotoVerdict.NOT_A_PICTURE),
        (b"RIFF\xff\xff\xff\x7fWEBPVP8 " + b"\xff" * 200, PhotoVerdict.DAMAGED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_photo_is_refused_by_name(
    tmp_path: Path, content: bytes, verdict: PhotoVerdict
) -> None:
    assert refusal_of(tmp_path, content) == verdict


@pytest.mark.proves("S9")
@pytest.mark.parametrize(
    ("program", "wall_s"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", 20.0),
        ("raise SystemExit(1)", 20.0),
        ("import time; time.sleep(60)", 0.5),
    ],
)
def test_a_photo_that_kills_its_reader_is_refused(
    tmp_path: Path, program: str, wall_s: float
) -> None:
    path = tmp_path / "photo"
    path.write_bytes(jpeg())
    reader = ChildPhotoReader(command=(sys.executable, "-c", program), wall_s=wall_s)
    with pytest.raises(PhotoRefused) as refusal:
        reader.read(path)
    assert refusal.value.verdict == PhotoVerdict.DAMAGED


def test_a_full_disk_is_not_the_photo_s_fault(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    path.write_bytes(jpeg())
    reader = ChildPhotoReader(command=(sys.executable, "-c", "raise SystemExit(4)"))
    with pytest.raises(StorageFull):
        reader.read(path)

"""Photographs for the staged cases, drawn: a road, two cars, another colour each."""

import io
from dataclasses import replace
from datetime import timedelta

from PIL import Image, ImageDraw

from accident_service.casefile.analysis import Coordinates
from accident_service.casefile.case import Case
from accident_service.casefile.photo import Photo, PhotosSkipped, Shot, SkipReason
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.casework import FakeWorld

SHOTS = (Shot.FRONT, Shot.REAR, Shot.CONTACT, Shot.OTHER)


def photographed(world: FakeWorld, case: Case) -> Case:
    """The case with four photographs of A's, one taken elsewhere before, and none of B's."""
    photos = tuple(_photo(world, shot, index) for index, shot in enumerate(SHOTS))
    none = PhotosSkipped(letter=PartyLetter.B, reason=SkipReason.UNSAFE, said_at=examples.NOON)
    return replace(case, photos=photos, photos_skipped=(none,))


def _photo(world: FakeWorld, shot: Shot, index: int) -> Photo:
    blob = world.blobs.put_bytes(_drawn(index), "image/jpeg")
    elsewhere = shot is Shot.OTHER
    return Photo(
        id=f"{index:x}" * 32,
        letter=PartyLetter.A,
        shot=shot,
        original=blob,
        shown=blob,
        width_px=1024,
        height_px=768,
        received_at=examples.NOON + timedelta(minutes=5),
        taken_at=examples.NOON + timedelta(minutes=-600 if elsewhere else 2 + index),
        position=Coordinates(latitude_deg=43.2 if elsewhere else 43.1702, longitude_deg=124.3504),
    )


def _drawn(index: int) -> bytes:
    picture = Image.new("RGB", (1024, 768), (150 + 20 * index, 170, 185))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 460, 1024, 768), fill=(88, 90, 96))
    pen.line((512, 460, 400 + 60 * index, 768), fill=(235, 235, 235), width=12)
    pen.rounded_rectangle((180, 330, 520, 580), 40, fill=(20, 70, 140))
    pen.rounded_rectangle((540, 340, 880, 590), 40, fill=(150, 150, 158))
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=80)
    return content.getvalue()

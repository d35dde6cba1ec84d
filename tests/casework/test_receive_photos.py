"""Photographs arrive in pieces, once, and leave nothing behind when they are refused."""

from datetime import timedelta

import pytest

from accident_service.casefile.photo import MOST_PHOTOS, Shot
from accident_service.casework.photo_ports import Upload
from accident_service.casework.photo_verdicts import PhotoVerdict
from accident_service.casework.receive_photos import (
    LARGEST_PHOTO_BYTES,
    NewPhoto,
    ReceivePhotos,
    case_folder,
    report_folder,
)
from accident_service.errors import Conflict, NotFound, PhotoRefused, StorageFull
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.photos import JPEG

FOLDER = report_folder(examples.PHONE_A)


def new(key: str = "key-1", content: bytes = JPEG, folder: str = FOLDER) -> NewPhoto:
    return NewPhoto(
        phone=examples.PHONE_A,
        folder=folder,
        key=key,
        shot=Shot.FRONT,
        length_bytes=len(content),
    )


def receiver(world: FakeWorld) -> ReceivePhotos:
    return world.casework().receive_photos


def sent(receive: ReceivePhotos, key: str = "key-1", content: bytes = JPEG) -> Upload:
    return receive.receive(receive.begin(new(key, content)), 0, [content])


def test_a_photo_in_two_pieces_is_read_once_it_is_whole() -> None:
    receive = receiver(FakeWorld())
    upload = receive.receive(receive.begin(new()), 0, [JPEG[:7]])
    assert (upload.offset_bytes, upload.facts) == (7, None)
    assert receive.gathered(FOLDER) == ()

    whole = receive.receive(receive.upload(upload.id, examples.PHONE_A), 7, [JPEG[7:]])
    assert whole.facts is not None
    assert len(whole.sha256) == 64
    assert [one.id for one in receive.gathered(FOLDER)] == [upload.id]
    assert receive.picture(whole) == JPEG


def test_asking_twice_under_one_key_begins_one_upload() -> None:
    receive = receiver(FakeWorld())
    assert receive.begin(new()).id == receive.begin(new()).id
    assert receive.begin(new("key-2")).id != receive.begin(new()).id


def test_a_piece_for_another_offset_is_a_conflict_and_changes_nothing() -> None:
    receive = receiver(FakeWorld())
    upload = receive.begin(new())
    with pytest.raises(Conflict):
        receive.receive(upload, 3, [JPEG])
    assert receive.upload(upload.id, examples.PHONE_A).offset_bytes == 0


def test_what_is_no_photo_is_refused_again_without_being_sent_again() -> None:
    world = FakeWorld()
    receive = receiver(world)
    with pytest.raises(PhotoRefused) as refusal:
        sent(receive, content=b"PK\x03\x04 a zip")
    assert refusal.value.verdict == PhotoVerdict.NOT_A_PICTURE
    assert world.spool.originals == {}

    known = receive.begin(new(content=b"PK\x03\x04 a zip"))
    with pytest.raises(PhotoRefused):
        receive.finish(known)


@pytest.mark.parametrize(
    ("length_bytes", "verdict"),
    [(0, PhotoVerdict.EMPTY), (LARGEST_PHOTO_BYTES + 1, PhotoVerdict.TOO_LARGE)],
)
def test_the_size_is_judged_before_a_byte_is_sent(length_bytes: int, verdict: PhotoVerdict) -> None:
    asked = NewPhoto(
        phone=examples.PHONE_A,
        folder=FOLDER,
        key="key-1",
        shot=Shot.REAR,
        length_bytes=length_bytes,
    )
    with pytest.raises(PhotoRefused) as refusal:
        receiver(FakeWorld()).begin(asked)
    assert refusal.value.verdict == verdict


def test_nobody_sends_more_than_the_quota() -> None:
    receive = receiver(FakeWorld())
    for index in range(MOST_PHOTOS):
        sent(receive, f"key-{index}")
    with pytest.raises(PhotoRefused) as refusal:
        receive.begin(new("one-more"))
    assert refusal.value.verdict == PhotoVerdict.TOO_MANY
    assert receive.begin(new("key-3")).facts is not None  # asked again, not one more

    with pytest.raises(PhotoRefused):
        receive.begin(new("late", folder="case:1:A"), had_already=MOST_PHOTOS)


def test_an_upload_is_the_phone_s_own() -> None:
    receive = receiver(FakeWorld())
    upload = receive.begin(new())
    with pytest.raises(NotFound):
        receive.upload(upload.id, examples.PHONE_B)


def test_a_full_disk_leaves_the_upload_where_it_stood() -> None:
    world = FakeWorld()
    receive = receiver(world)
    upload = receive.begin(new())
    world.spool.failures.append(StorageFull("no room"))
    with pytest.raises(StorageFull):
        receive.receive(upload, 0, [JPEG])
    known = receive.upload(upload.id, examples.PHONE_A)
    assert known.offset_bytes == 0
    assert receive.receive(known, 0, [JPEG]).facts is not None


def test_no_room_for_the_picture_is_made_good_by_asking_again() -> None:
    world = FakeWorld()
    receive = receiver(world)
    upload = receive.receive(receive.begin(new()), 0, [JPEG[:-1]])
    world.photo_reader.failures.append(StorageFull("no room"))
    with pytest.raises(StorageFull):
        receive.receive(upload, len(JPEG) - 1, [JPEG[-1:]])

    whole = receive.upload(upload.id, examples.PHONE_A)
    assert (whole.whole, whole.settled) == (True, False)
    assert receive.finish(whole).facts is not None


def test_what_nobody_comes_back_for_is_forgotten_bytes_and_all() -> None:
    world = FakeWorld()
    receive = receiver(world)
    sent(receive, "draft")
    waiting = receive.begin(new("kept", folder=case_folder(CaseId("case-1"), PartyLetter.A)))
    receive.receive(waiting, 0, [JPEG])
    world.clock.pass_by(timedelta(days=1, hours=23).total_seconds())
    assert receive.sweep() == 0
    world.clock.pass_by(7200)
    assert receive.sweep() == 1  # what a filed case waits for stays
    assert list(world.spool.originals) == [waiting.id]
    world.clock.pass_by(timedelta(days=30).total_seconds())
    assert receive.sweep() == 1
    assert world.spool.originals == {}

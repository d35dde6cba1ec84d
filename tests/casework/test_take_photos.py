"""Photographs become part of their case once; coming and being looked at are on record."""

from datetime import UTC, datetime

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.photo import Shot, SkipReason
from accident_service.casefile.retention import RetentionPeriods
from accident_service.casework.destroy_case import DestroyCase
from accident_service.casework.receive_photos import NewPhoto, case_folder, report_folder
from accident_service.casework.take_photos import TakePhotos
from accident_service.errors import (
    BlobStoreUnavailable,
    CustodyBroken,
    NotFound,
    StepOutOfOrder,
)
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.photos import JPEG

FOLDER = report_folder(examples.PHONE_A)
A, B = PartyLetter.A, PartyLetter.B


def world_with(case: Case) -> tuple[FakeWorld, TakePhotos]:
    world = FakeWorld()
    with world.ledger.transaction() as work:
        work.cases.add(case)
    return world, world.casework().take_photos


def send(take: TakePhotos, key: str = "key-1") -> str:
    upload = take.receive.begin(
        NewPhoto(
            phone=examples.PHONE_A,
            folder=FOLDER,
            key=key,
            shot=Shot.CONTACT,
            length_bytes=len(JPEG) + len(key),
        )
    )
    take.receive.receive(upload, 0, [JPEG, key.encode()])
    return upload.id


def verbs(world: FakeWorld, case: Case) -> list[str]:
    with world.ledger.reading() as work:
        return [entry.act.verb for entry in work.audit.of_case(case.id)]


def test_photos_of_a_report_come_into_its_case_once() -> None:
    case = examples.reported_case()
    world, take = world_with(case)
    photo_id = send(take)
    take.adopt(FOLDER, case.id, A)
    take.into_case(case.id, A)
    (photo,) = take.into_case(case.id, A).photos
    assert (photo.id, photo.letter, photo.shot) == (photo_id, A, Shot.CONTACT)
    assert photo.taken_at == examples.NOON
    assert world.blobs.open(photo.original) == JPEG + b"key-1"
    assert world.spool.originals == {}
    assert take.receive.gathered(case_folder(case.id, A)) == ()
    assert verbs(world, case) == ["receive-photo"]


def test_a_store_that_is_down_loses_no_photo() -> None:
    case = examples.reported_case()
    world, take = world_with(case)
    send(take)
    take.adopt(FOLDER, case.id, A)
    world.blobs.failures.append(BlobStoreUnavailable("down"))
    with pytest.raises(BlobStoreUnavailable):
        take.into_case(case.id, A)
    assert len(take.into_case(case.id, A).photos) == 1


def test_a_spool_file_that_was_changed_is_not_taken_for_the_photo() -> None:
    case = examples.reported_case()
    world, take = world_with(case)
    photo_id = send(take)
    take.adopt(FOLDER, case.id, A)
    world.spool.originals[photo_id] += b"!"
    with pytest.raises(CustodyBroken):
        take.into_case(case.id, A)


def test_a_decided_case_takes_no_photo() -> None:
    case = examples.decided_case()
    _, take = world_with(case)
    send(take)
    take.adopt(FOLDER, case.id, A)
    with pytest.raises(StepOutOfOrder):
        take.into_case(case.id, A)


def test_a_photo_is_shown_to_its_own_party_and_to_officers_with_a_line_in_the_audit() -> None:
    case = examples.proposed_case()
    world, take = world_with(case)
    photo_id = send(take)
    take.adopt(FOLDER, case.id, A)
    now = take.into_case(case.id, A)
    assert take.shown(now, photo_id, viewer="driver:A", letter=A) == (JPEG + b"key-1", "image/jpeg")
    assert take.shown(now, photo_id, viewer="officer:1")[1] == "image/jpeg"
    with pytest.raises(NotFound):
        take.shown(now, photo_id, viewer="driver:B", letter=B)
    assert verbs(world, case) == ["receive-photo", "view-photo", "view-photo"]


def test_why_there_are_none_is_noted_once() -> None:
    case = examples.reported_case()
    world, take = world_with(case)
    for _ in range(2):
        take.skip(case.id, A, SkipReason.UNSAFE)
    with world.ledger.reading() as work:
        kept = work.cases.load(case.id)
    assert [one.reason for one in kept.photos_skipped] == [SkipReason.UNSAFE]
    assert kept.version == case.version + 1


def test_the_photos_bytes_go_with_their_case() -> None:
    case = examples.reported_case().referred_by_law()
    world, take = world_with(case)
    send(take)
    take.adopt(FOLDER, case.id, A)
    take.into_case(case.id, A)
    assert len(world.blobs.kept) == 1  # the fake reader shows what it was given
    world.clock.now_at = datetime(2040, 1, 1, tzinfo=UTC)
    destroy = DestroyCase(world.ledger, world.blobs, world.clock, RetentionPeriods.built_in())
    destroy(case.tracking_code, examples.officer(), "保管期限届满，予以销毁。")
    assert world.blobs.kept == {}

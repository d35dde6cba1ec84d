"""Photographs by form and in pieces: once, by their sender only, and never in a report's way."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.errors import BlobStoreUnavailable
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.photos import JPEG
from tests.web.sending import (
    AFTER_PHOTOS,
    PHONE,
    begin,
    by_form,
    into_report,
    only_case,
    reporter,
    token_of,
    whole,
)
from tests.web.visit import ANSWERS_B, Visitor, app_on


def party(world: FakeWorld, case: Case, phone: str = examples.PHONE_A) -> Visitor:
    with world.ledger.transaction() as work:
        work.cases.add(case)
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(phone)
    return visitor


def test_what_is_asked_for_depends_on_what_happened() -> None:
    ordinary = reporter(FakeWorld()).read("/report/photos")
    turning = reporter(FakeWorld(), "turning-left").read("/report/photos")
    assert 'data-shot="contact"' in ordinary
    assert 'data-shot="signals"' not in ordinary
    assert 'data-shot="signals"' in turning
    assert "4 photos" in turning


def test_photos_by_form_go_with_the_report_into_its_case() -> None:
    world = FakeWorld()
    visitor = reporter(world)
    into = into_report(visitor)
    for _ in range(2):  # a double tap
        sent = by_form(visitor, into, (JPEG + b"1", "a.jpg"), (JPEG + b"2", "b.jpg"))
        assert (sent.status_code, sent.location) == (303, "/report/photos")
    assert visitor.read("/report/photos").count('class="thumb"') == 2

    visitor.answer("/report", {**AFTER_PHOTOS, "photos": {"photos": into}})
    assert "2 photos" in visitor.read("/report/check")
    visitor.submit("/report")
    case = only_case(world)
    assert [photo.shot for photo in case.photos] == ["front", "front"]
    assert world.spool.originals == {}
    shown = visitor.get(f"/case/{case.tracking_code}/photo/{case.photos[0].id}")
    assert shown.data.startswith(JPEG)
    assert shown.headers["Cache-Control"] == "private, no-store"


def test_no_photo_stands_in_the_way_and_the_reason_is_kept() -> None:
    world = FakeWorld()
    visitor = reporter(world)
    into = into_report(visitor)
    visitor.answer("/report", {"photos": {"photos": into, "photos_skipped": "unsafe"}})
    visitor.answer("/report", {name: AFTER_PHOTOS[name] for name in ("words", "consents")})
    assert "not safe" in visitor.read("/report/check")
    visitor.submit("/report")
    assert [one.reason for one in only_case(world).photos_skipped] == ["unsafe"]


def test_the_second_driver_s_photos_go_with_their_account() -> None:
    world = FakeWorld()
    with world.ledger.transaction() as work:
        work.cases.add(examples.reported_case())
    token = world.invites.issue(examples.reported_case().id)
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(PHONE)
    join = f"/join/{token}"
    answers = {slug: fields for slug, fields in ANSWERS_B.items() if slug != "photos"}
    last = {slug: answers.pop(slug) for slug in ("words", "consents")}
    visitor.answer(join, answers)
    whole(visitor, f"join:{token}", JPEG)
    visitor.answer(join, {"photos": {"photos": f"join:{token}"}, **last})
    visitor.submit(join)
    assert [photo.letter for photo in only_case(world).photos] == ["B"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 <b>zip</b>", "This is not a photo"),
        (b"", "The file is empty"),
        (b"\xff\xd8" + b"0" * 15 * 2**20, "larger than 15 MB"),
    ],
)
def test_what_is_wrong_with_one_is_said_and_the_others_are_kept(content: bytes, words: str) -> None:
    visitor = reporter(FakeWorld())
    into = into_report(visitor)
    by_form(visitor, into, (JPEG, "good.jpg"), (content, "<script>.jpg"))
    response = visitor.get("/report/photos")
    assert words in response.text
    assert "&lt;script&gt;.jpg" in response.text
    assert response.text.count('class="thumb"') == 1
    assert "Not every photo" not in visitor.read("/report/photos")  # said once


def test_far_too_much_gets_a_page() -> None:
    visitor = reporter(FakeWorld())
    huge = (b"\xff\xd8" + b"0" * 62 * 2**20, "huge.jpg")
    response = by_form(visitor, into_report(visitor), huge)
    assert response.status_code == 413
    assert "15 MB" in response.text


def test_a_store_that_is_down_does_not_hold_the_report_up() -> None:
    world = FakeWorld()
    visitor = reporter(world)
    whole(visitor, into_report(visitor), JPEG)
    visitor.answer("/report", AFTER_PHOTOS)
    world.blobs.failures.append(BlobStoreUnavailable("down"))
    assert visitor.submit("/report").status_code == 303
    case = only_case(world)
    assert case.photos == ()
    visitor.read(f"/case/{case.tracking_code}/photos")  # tried again
    assert len(only_case(world).photos) == 1


def test_a_photo_may_be_taken_back_until_the_report_is_filed() -> None:
    world = FakeWorld()
    visitor = reporter(world)
    into = into_report(visitor)
    first, second = (whole(visitor, into, JPEG, f"key-000{index}") for index in (1, 2))
    visitor.post(
        "/photos/remove",
        {"into": into, "remove": first.rsplit("/", 1)[-1]},
        page="/report/photos",
    )
    token = token_of(visitor)
    assert visitor.client.delete(second, headers={"X-CSRFToken": token}).status_code == 204
    assert world.uploads.kept == {}
    assert world.spool.originals == {}


def test_photos_are_added_until_it_is_decided_and_shown_to_both_after_that() -> None:
    world = FakeWorld()
    case = examples.proposed_case()
    first = party(world, case)
    second = Visitor(first.app)
    second.sign_in_by_phone(examples.PHONE_B)
    address = f"/case/{case.tracking_code}"
    whole(first, f"case:{case.tracking_code}", JPEG)
    with world.ledger.reading() as work:
        photo = work.cases.load(case.id).photos[0]
    mine = f"{address}/photo/{photo.id}"
    assert first.get(mine).status_code == 200
    assert second.get(mine).status_code == 404
    assert photo.id not in second.read(f"{address}/photos")
    assert "1 photo of yours" in first.read(address)

    with world.ledger.transaction() as work:
        now = work.cases.load(case.id)
        work.cases.save(replace(now, stage=Stage.DETERMINED, version=now.version + 1))
    assert second.get(mine).status_code == 200
    assert photo.id in second.read(f"{address}/photos")
    assert begin(second, f"case:{case.tracking_code}", 5, "late-0001").status_code == 409


def test_the_officer_sees_all_with_what_the_phone_claims_and_leaves_a_trace() -> None:
    world = FakeWorld()
    case = examples.proposed_case()
    whole(party(world, case), f"case:{case.tracking_code}", JPEG)
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()
    page = officer.read(f"/officer/case/{case.id}")
    assert "Both cars, from ahead" in page
    assert "43.17020, 124.35040" in page
    assert "from the reported place" in page
    with world.ledger.reading() as work:
        photo = work.cases.load(case.id).photos[0]
    assert photo.original.sha256 in page
    assert officer.get(f"/officer/case/{case.id}/photo/{photo.id}").data == JPEG
    with world.ledger.reading() as work:
        acts = [entry.act for entry in work.audit.of_case(case.id)]
    assert [(act.verb, act.actor) for act in acts if "photo" in act.verb] == [
        ("receive-photo", "driver:A"),
        ("view-photo", "officer:officer-1"),
    ]

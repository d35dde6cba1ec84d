"""Photographs in pieces: they go on where the line was cut, for their sender only."""

import pytest

from accident_service.errors import StorageFull
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.photos import JPEG
from tests.web.sending import (
    AFTER_PHOTOS,
    begin,
    by_form,
    into_report,
    only_case,
    piece,
    reporter,
    token_of,
    whole,
)
from tests.web.visit import Visitor, app_on


def test_a_photo_in_pieces_goes_on_where_the_line_was_cut() -> None:
    world = FakeWorld()
    visitor = reporter(world)
    into = into_report(visitor)
    begun = begin(visitor, into, len(JPEG))
    assert begun.status_code == 201
    address = begun.location or ""
    assert begin(visitor, into, len(JPEG)).location == address  # the answer was lost
    assert piece(visitor, address, 0, JPEG[:5]).headers["Upload-Offset"] == "5"
    state = visitor.client.head(address)
    assert (state.headers["Upload-Offset"], state.headers["Upload-Length"]) == ("5", str(len(JPEG)))
    assert piece(visitor, address, 0, JPEG).status_code == 409
    assert piece(visitor, address, 5, JPEG[5:]).status_code == 204
    assert visitor.read("/report/photos").count('class="thumb"') == 1


def test_a_photo_that_arrives_after_the_report_finds_its_case() -> None:
    world = FakeWorld()
    visitor = reporter(world)
    into = into_report(visitor)
    slow = begin(visitor, into, len(JPEG), "slow-0001").location or ""
    visitor.answer("/report", AFTER_PHOTOS)
    visitor.submit("/report")
    assert piece(visitor, slow, 0, JPEG).status_code == 204
    whole(visitor, into, JPEG + b"!", "late-0001")  # not even begun when the report was sent
    assert len(only_case(world).photos) == 2


def test_a_refusal_in_pieces_is_said_in_words() -> None:
    visitor = reporter(FakeWorld())
    into = into_report(visitor)
    address = begin(visitor, into, 4).location or ""
    refused = piece(visitor, address, 0, b"nope")
    assert (refused.status_code, refused.mimetype) == (422, "text/plain")
    assert refused.text.startswith("This is not a photo")
    assert begin(visitor, into, 4).status_code == 422  # and again without sending it again
    assert begin(visitor, into, 16 * 2**20, "key-0002").status_code == 422
    assert piece(visitor, address, 4, b"more").status_code == 422


@pytest.mark.proves("R11")
def test_a_full_disk_says_so_and_the_same_upload_goes_on_later() -> None:
    world = FakeWorld()
    visitor = reporter(world)
    into = into_report(visitor)
    address = begin(visitor, into, len(JPEG)).location or ""
    world.spool.failures.append(StorageFull("no room"))
    full = piece(visitor, address, 0, JPEG)
    assert full.status_code == 507
    assert "no room" in full.text
    assert visitor.client.head(address).headers["Upload-Offset"] == "0"
    assert piece(visitor, address, 0, JPEG).status_code == 204

    world.spool.failures.append(StorageFull("no room"))
    assert by_form(visitor, into, (JPEG + b"2", "b.jpg")).status_code == 507
    assert visitor.read("/report/photos").count('class="thumb"') == 1


def test_an_upload_is_nobody_else_s() -> None:
    world = FakeWorld()
    visitor = reporter(world)
    address = whole(visitor, into_report(visitor), JPEG)
    stranger = Visitor(app_on(world))
    stranger.sign_in_by_phone("13900000002")
    assert stranger.client.head(address).status_code == 404
    assert piece(stranger, address, 0, b"x").status_code == 404
    assert stranger.get(address.replace("uploads", "photos")).status_code == 404
    token = token_of(stranger)
    gone = stranger.client.delete(address, headers={"X-CSRFToken": token})
    assert gone.status_code == 404
    assert begin(stranger, "case:BCDF0001", 5).status_code == 404


def test_pieces_need_the_form_s_token() -> None:
    visitor = reporter(FakeWorld())
    address = begin(visitor, into_report(visitor), len(JPEG)).location or ""
    for method in ("PATCH", "DELETE"):
        assert visitor.client.open(address, method=method).status_code == 400
    assert visitor.client.head(address).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("header", ["Upload-Length", "Upload-Metadata"])
def test_nonsense_is_refused(header: str) -> None:
    visitor = reporter(FakeWorld())
    headers = {
        "X-CSRFToken": token_of(visitor),
        "Upload-Length": "5",
        "Upload-Metadata": "key MTIzNDU2Nzg=",
    }
    response = visitor.client.post("/uploads", headers={**headers, header: "-1 !"})
    assert response.status_code in (400, 404)


def test_a_phone_that_never_heard_the_last_answer_sends_nothing_twice() -> None:
    world = FakeWorld()
    case = examples.proposed_case()
    with world.ledger.transaction() as work:
        work.cases.add(case)
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(examples.PHONE_A)
    into = f"case:{case.tracking_code}"
    address = whole(visitor, into, JPEG)
    state = visitor.client.head(address)
    assert state.headers["Upload-Offset"] == state.headers["Upload-Length"]
    assert begin(visitor, into, len(JPEG)).location == address
    assert piece(visitor, address, 0, JPEG).headers["Upload-Offset"] == str(len(JPEG))
    with world.ledger.reading() as work:
        assert len(work.cases.load(case.id).photos) == 1


def test_a_photo_left_whole_but_unread_is_read_when_the_phone_asks() -> None:
    world = FakeWorld()
    visitor = reporter(world)
    address = begin(visitor, into_report(visitor), len(JPEG)).location or ""
    world.photo_reader.failures.append(StorageFull("no room for the picture"))
    assert piece(visitor, address, 0, JPEG).status_code == 507
    assert visitor.client.head(address).status_code == 200
    (upload,) = world.uploads.kept.values()
    assert upload.facts is not None

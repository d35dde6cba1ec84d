"""A party's own recording: by form or in pieces, seen by whom it may, stepped by officers."""

from base64 import b64encode
from dataclasses import replace
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.reports.party import PartyLetter
from accident_service.web.driver.recordings import LARGEST_PLAIN_BYTES
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.recordings import VIDEO
from tests.web.sending import token_of
from tests.web.visit import Visitor, app_on

CASE = examples.proposed_case()
HERE = f"/case/{CASE.tracking_code}/recordings"
UPLOADS = f"/case/{CASE.tracking_code}/recording-uploads"
OF_A, OF_B = examples.own_recording(PartyLetter.A), examples.own_recording(PartyLetter.B)
DESK = f"/officer/case/{CASE.id}/recording/{OF_A.id}"


def party(world: FakeWorld, case: Case = CASE, phone: str = examples.PHONE_A) -> Visitor:
    with world.ledger.transaction() as work:
        work.cases.add(case)
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(phone)
    return visitor


def officer(world: FakeWorld) -> Visitor:
    with world.ledger.transaction() as work:
        work.cases.add(replace(CASE, own_recordings=(OF_A, OF_B)))
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer()
    return visitor


def kept(world: FakeWorld) -> Case:
    with world.ledger.reading() as work:
        return work.cases.load(CASE.id)


def by_form(visitor: Visitor, content: bytes, *, consent: str = "yes") -> TestResponse:
    fields: MultiDict[str, str | FileStorage] = MultiDict(
        {"csrf_token": token_of(visitor), "consent": consent}
    )
    fields.add("recording", FileStorage(BytesIO(content), "dash.mp4"))
    return visitor.client.post(HERE, data=fields, content_type="multipart/form-data")


def begin(visitor: Visitor, length_bytes: int, consent: str = "yes") -> TestResponse:
    told = {"key": "a-key-of-the-phone", "consent": consent}
    metadata = ",".join(f"{name} {b64encode(one.encode()).decode()}" for name, one in told.items())
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(length_bytes),
        "Upload-Metadata": metadata,
        "X-CSRFToken": token_of(visitor),
        "Accept-Language": "en",
    }
    return visitor.client.post(UPLOADS, headers=headers)


def piece(visitor: Visitor, address: str, offset: int, content: bytes) -> TestResponse:
    headers = {
        "Upload-Offset": str(offset),
        "X-CSRFToken": token_of(visitor),
        "Accept-Language": "en",
    }
    kind = "application/offset+octet-stream"
    return visitor.client.patch(address, data=content, headers=headers, content_type=kind)


def test_by_the_plain_form_it_is_in_the_case_once() -> None:
    world = FakeWorld()
    visitor = party(world)
    for _ in range(2):
        assert by_form(visitor, VIDEO).location == HERE
    (recording,) = kept(world).own_recordings
    assert world.blobs.open(recording.original) == VIDEO
    assert "Handed in by you" in visitor.read(HERE)


@pytest.mark.parametrize(
    ("content", "consent", "told"),
    [
        (b"holiday letter", "yes", "not a video we can open"),
        (b"", "yes", "The file is empty"),
        (VIDEO, "", "Tick the box"),
    ],
)
def test_what_is_refused_is_told_once(content: bytes, consent: str, told: str) -> None:
    world = FakeWorld()
    visitor = party(world)
    by_form(visitor, content, consent=consent)
    assert told in visitor.read(HERE)
    assert told not in visitor.read(HERE).replace("data-no-consent", "") or consent == ""
    assert not kept(world).own_recordings


def test_more_than_a_form_may_carry_is_told_in_words() -> None:
    visitor = party(FakeWorld())
    answer = visitor.client.post(
        HERE,
        data=b"--x--",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(LARGEST_PLAIN_BYTES + 1)},
    )
    assert answer.status_code == 413
    assert "150 MB" in answer.text


def test_in_pieces_it_goes_on_where_it_stood() -> None:
    world = FakeWorld()
    visitor = party(world)
    address = begin(visitor, len(VIDEO)).headers["Location"]
    assert piece(visitor, address, 0, VIDEO[:7]).headers["Upload-Offset"] == "7"
    assert visitor.client.head(address).headers["Upload-Offset"] == "7"
    assert begin(visitor, len(VIDEO)).headers["Location"] == address
    assert piece(visitor, address, 7, VIDEO[7:]).status_code == 204
    assert len(kept(world).own_recordings) == 1
    assert visitor.client.head(address).headers["Upload-Offset"] == str(len(VIDEO))


def test_pieces_are_refused_in_words() -> None:
    visitor = party(FakeWorld())
    assert "Tick the box" in begin(visitor, 100, consent="no").text
    assert "larger than 500 MB" in begin(visitor, 500 * 2**20 + 1).text
    address = begin(visitor, 5).headers["Location"]
    refused = piece(visitor, address, 0, b"words")
    assert (refused.status_code, "not a video" in refused.text) == (422, True)
    token = {"X-CSRFToken": token_of(visitor)}
    assert visitor.client.patch(address, data=b"x", headers=token).status_code == 415


def test_one_given_up_is_forgotten() -> None:
    visitor = party(FakeWorld())
    address = begin(visitor, 100).headers["Location"]
    token = {"X-CSRFToken": token_of(visitor)}
    assert visitor.client.delete(address, headers=token).status_code == 204
    assert visitor.client.head(address).status_code == 404


@pytest.mark.parametrize(
    ("stage", "status"), [(Stage.PROPOSED, 404), (Stage.DECIDED, 404), (Stage.DETERMINED, 200)]
)
def test_the_other_s_is_shown_once_the_case_is_determined(stage: Stage, status: int) -> None:
    world = FakeWorld()
    case = replace(CASE, stage=stage, own_recordings=(OF_A, OF_B))
    visitor = party(world, case)
    theirs = f"/case/{CASE.tracking_code}/recording/{OF_B.id}"
    assert visitor.get(theirs).status_code == status
    with visitor.get(f"{theirs}/film.mp4") as film:
        assert film.status_code == status
    assert visitor.get(theirs.replace(OF_B.id, OF_A.id)).status_code == 200
    looked = [one.act for one in world.ledger.tables.audit if one.act.verb == "view-recording"]
    assert {one.actor for one in looked} == {"driver:A"}
    assert len(looked) == (2 if status == 200 else 1)


def test_while_the_film_is_made_the_page_says_so() -> None:
    world = FakeWorld()
    visitor = party(world, replace(CASE, own_recordings=(OF_A,)))
    world.watchable.ready = False
    page = f"/case/{CASE.tracking_code}/recording/{OF_A.id}"
    assert "The film is being made" in visitor.read(page)
    assert visitor.get(f"{page}/film.mp4").status_code == 202


def test_a_decided_case_takes_none_and_says_so() -> None:
    visitor = party(FakeWorld(), replace(CASE, stage=Stage.DETERMINED))
    assert "nothing can be added" in visitor.read(HERE)
    assert by_form(visitor, VIDEO).status_code == 409


def test_the_officer_sees_both_beside_the_cameras_and_is_told_what_they_are_worth() -> None:
    desk = officer(FakeWorld())
    page = desk.read(f"/officer/case/{CASE.id}")
    assert "for looking, not for measuring" in page
    assert page.count(f"/officer/case/{CASE.id}/recording/") == 2


def test_the_officer_steps_through_exact_pictures_and_the_look_is_one_line() -> None:
    world = FakeWorld()
    desk = officer(world)
    assert "Picture 1 at 0.000 s" in desk.read(DESK)
    assert "Picture 3 at 1.000 s" in desk.read(f"{DESK}?at=0.9")
    assert "Picture 2 at 0.500 s" in desk.read(f"{DESK}?picture=1")
    for odd in ("at=nan", "at=word", "picture=99999999", "at=1e999", "picture=-1"):
        assert desk.get(f"{DESK}?{odd}").status_code == 200
    picture = desk.get(f"{DESK}/1.jpg")
    assert (picture.data, picture.headers["X-Frame-Pts"]) == (b"picture 1", "0.500000")
    assert desk.get(f"{DESK}/3.jpg").status_code == 404
    with desk.get(f"{DESK}/film.mp4") as film:
        assert film.headers["X-Original-Sha256"] == OF_A.original.sha256
    looks = [one for one in world.ledger.tables.audit if one.act.verb == "view-recording"]
    assert len(looks) == 1

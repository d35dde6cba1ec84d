"""Single pictures and films on their way to the officer's browser."""

from dataclasses import replace
from pathlib import Path

from accident_service.quantities.identifiers import CaseId
from accident_service.web.officer.frames import FILM_WAIT_S
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.pictures import FakeFilms, clip_pictures
from tests.web.test_review_data import CASE, desk, with_picture_log
from tests.web.visit import Visitor, app_on

CLIP = examples.sealed_clip().id
FRAME = f"/officer/case/{CASE}/frame/{CLIP}/12"
FILM = f"/officer/case/{CASE}/clip/{CLIP}.mp4"


def looks(world: FakeWorld) -> list[str]:
    with world.ledger.reading() as work:
        return [entry.act.verb for entry in work.audit.of_case(CaseId(CASE))]


def test_a_picture_comes_with_its_time_and_the_hash_of_its_luma() -> None:
    response = desk(FakeWorld(), with_picture_log()).get(f"{FRAME}.jpg")
    pictures = clip_pictures()
    assert response.data == b"picture 12 as image/jpeg"
    assert response.mimetype == "image/jpeg"
    assert float(response.headers["X-Frame-Pts"]) == pictures.pts_s[12]
    assert response.headers["X-Frame-Sha256"] == pictures.luma_sha256[12]
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_picture_shown_before_is_not_sent_again_but_asked_for_again() -> None:
    officer = desk(FakeWorld(), with_picture_log())
    tag = officer.get(f"{FRAME}.png").headers["ETag"]
    again = officer.client.get(f"{FRAME}.png", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""


def test_pictures_that_do_not_exist_are_not_found() -> None:
    officer = desk(FakeWorld(), with_picture_log())
    beyond = FRAME.removesuffix("12") + "250.jpg"
    elsewhere = FRAME.replace(CLIP, "clip-of-another-case") + ".jpg"
    for address in (beyond, elsewhere, f"{FRAME}.gif"):
        assert officer.get(address).status_code == 404


def test_a_clip_analysed_before_pictures_were_noted_has_none() -> None:
    case = with_picture_log()
    bare = replace(case, analyses=(replace(case.analyses[0], picture_log=None),))
    assert desk(FakeWorld(), bare).get(f"{FRAME}.jpg").status_code == 404


def test_stepping_through_pictures_of_an_opened_review_adds_no_lines() -> None:
    world = FakeWorld()
    officer = desk(world, with_picture_log())
    officer.get(f"/officer/case/{CASE}/review.json")
    for index in (10, 11, 12):
        officer.get(FRAME.removesuffix("12") + f"{index}.jpg")
    assert looks(world) == ["review-evidence"]


def test_a_picture_asked_for_by_its_address_alone_leaves_one_line() -> None:
    world = FakeWorld()
    officer = desk(world, with_picture_log())
    officer.get(f"{FRAME}.jpg")
    officer.get(f"{FRAME}.jpg")
    assert looks(world) == ["view-frames"]


def test_the_film_is_waited_for_and_then_sent_in_parts(tmp_path: Path) -> None:
    world, case = FakeWorld(), with_picture_log()
    with world.ledger.transaction() as work:
        work.cases.add(case)
    films = FakeFilms()
    served = world.casework()
    frames = replace(served.view_review.frames, films=films)
    served = replace(served, view_review=replace(served.view_review, frames=frames))
    officer = Visitor(app_on(world))
    officer.app.extensions["accident-service-casework"] = served
    officer.sign_in_as_officer()

    waiting = officer.get(FILM)
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (202, str(FILM_WAIT_S))

    films.ready = tmp_path / "context.mp4"
    films.ready.write_bytes(b"0123456789")
    with officer.client.get(FILM, headers={"Range": "bytes=2-4"}) as part:
        assert (part.status_code, part.data) == (206, b"234")
    assert part.headers["X-Original-Sha256"] == examples.sealed_clip().sha256
    assert part.headers["Cache-Control"] == "private, no-store"
    assert looks(world) == ["play-clip"]

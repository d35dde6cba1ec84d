"""An officer asks for a copy of a recording on the case page, and passes it on when it is made."""

from dataclasses import replace

from accident_service.casefile.ask_copy import ended, waiting
from accident_service.casefile.clip_copy import DisclosedCopy, PixelCheck
from accident_service.quantities.identifiers import CaseId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, case_of

CASE = "/officer/case/case-5"
FIELDS = {
    "clip": examples.sealed_clip().id,
    "recipient": "Lawyer of party B",
    "purpose": "claim for damages",
}


def made(world: FakeWorld) -> None:
    """As the worker leaves it."""
    case = case_of(world, 5)
    copy = DisclosedCopy(
        blob=world.blobs.put_bytes(b"a film", "video/mp4"),
        original_sha256=case.clips[0].sha256,
        made_at=examples.NOON,
        tool="accident-service 0",
        check=PixelCheck(frames=319, hidden_share=0.97, worst_leak=0.072),
    )
    done = tuple(replace(one, copy=copy) for one in waiting(case))
    with world.ledger.transaction() as work:
        work.cases.load(case.id)
        work.cases.save(ended(case, done))


def test_it_is_asked_for_waits_and_is_passed_on(world: FakeWorld, officer: Visitor) -> None:
    assert officer.post(f"{CASE}/copies", FIELDS, page=CASE).status_code == 303
    assert "Being made" in officer.read(CASE)
    made(world)

    page = officer.read(CASE)
    assert "319 frames, 97 % of the picture hidden; at most 7.2 %" in page
    assert f"{CASE}/copies/1.mp4" in page
    answer = officer.client.get(f"{CASE}/copies/1.mp4")
    assert (answer.status_code, answer.data) == (200, b"a film")
    assert answer.headers["Cache-Control"] == "private, no-store"
    with world.ledger.reading() as work:
        verbs = [one.act.verb for one in work.audit.of_case(CaseId("case-5"))]
    assert verbs[-1] == "download-disclosure"


def test_a_form_without_a_reader_says_so_and_keeps_nothing(
    world: FakeWorld, officer: Visitor
) -> None:
    answer = officer.post(f"{CASE}/copies", {**FIELDS, "recipient": " "}, page=CASE)
    assert answer.status_code == 422
    assert "Say who gets the copy." in answer.text
    assert case_of(world, 5).disclosures == ()


def test_a_case_that_is_not_decided_offers_no_copy(officer: Visitor) -> None:
    assert 'id="copies"' not in officer.read("/officer/case/case-3")
    assert officer.client.get(f"{CASE}/copies/1.mp4").status_code == 404

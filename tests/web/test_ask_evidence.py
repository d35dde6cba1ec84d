"""An officer asks a driver for more; the driver finds it first on the page, and answers."""

from accident_service.casefile.notice import NoticeKind
from accident_service.quantities.identifiers import CaseId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on, case_of

CASE = "/officer/case/case-3"
PARTY = "/case/BCDF0003"
ASK = {
    "letter": "A",
    "wanted": "answer",
    "words": "How long had you been standing before it happened?",
    "due_on": "2026-03-05",
}


def ask(world: FakeWorld, **changed: str) -> tuple[Visitor, int]:
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()
    fields = {**ASK, "seen_version": str(case_of(world, 3).version), **changed}
    return officer, officer.post(f"{CASE}/ask", fields, page=CASE).status_code


def driver(world: FakeWorld, phone: str = examples.PHONE_A) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(phone)
    return visitor


def test_the_party_reads_it_and_answers_and_the_queue_tells(world: FakeWorld) -> None:
    officer, status = ask(world)
    assert status == 303
    assert ASK["words"] in officer.read(CASE)
    assert "Waits for a party's answer" in officer.read("/officer/")
    with world.ledger.reading() as work:
        kinds = [one.notice.kind for one in work.notices.of_case(CaseId("case-3"))]
    assert kinds == [NoticeKind.EVIDENCE_ASKED]

    party = driver(world)
    assert ASK["words"] in party.read(PARTY)
    assert ASK["words"] not in driver(world, examples.PHONE_B).read(PARTY)
    empty = party.post(f"{PARTY}/evidence/1", {"words": " "}, page=PARTY)
    assert "Write a few words" in party.read(empty.location or "")
    said = {"words": "About half a minute, at the red light."}
    assert party.post(f"{PARTY}/evidence/1", said, page=PARTY).status_code == 303
    assert party.post(f"{PARTY}/evidence/1", said, page=PARTY).status_code == 303
    assert ASK["words"] not in party.read(PARTY)

    assert "A party has answered" in officer.read("/officer/")
    assert said["words"] in officer.read(CASE)


def test_what_is_missing_is_said_and_what_was_typed_is_kept(world: FakeWorld) -> None:
    officer, status = ask(world, due_on="", letter="B")
    assert status == 422
    fields = {**ASK, "seen_version": str(case_of(world, 3).version), "due_on": "never"}
    page = officer.post(f"{CASE}/ask", fields, page=CASE).text
    assert "Choose a day within the next 30 days." in page
    assert ASK["words"] in page
    assert ask(world, letter="C")[1] == 422
    assert ask(world, seen_version="1")[1] == 409
    assert case_of(world, 3).evidence_requests == ()


def test_nobody_answers_what_the_other_was_asked(world: FakeWorld) -> None:
    ask(world)
    other = driver(world, examples.PHONE_B)
    answer = other.post(f"{PARTY}/evidence/1", {"words": "Not me at all."}, page=PARTY)
    assert answer.status_code == 409
    assert case_of(world, 3).evidence_requests[0].is_open

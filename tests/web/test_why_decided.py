"""What a party is told and shown of a decision, and nobody else's of it."""

from dataclasses import replace

import pytest

from accident_service.casefile.decision import DecisionKind, DecisionRequest, PartyGrade
from accident_service.casefile.party_picture import PartyPicture
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter
from tests.browser.staged import staged_world
from tests.browser.staged_after import staged_after
from tests.casework.after_decision import A, B, Desk
from tests.fakes import examples, measured
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

AMEND = DecisionRequest(
    kind=DecisionKind.AMEND,
    seen_version=0,  # the desk puts in what it sees
    grades=(
        PartyGrade(letter=A, grade=Grade.SECONDARY),
        PartyGrade(letter=B, grade=Grade.PRIMARY),
    ),
    provisions=("RTSL-43",),
    reason="甲方起步后又向后溜车约半米。",
)


@pytest.fixture
def world() -> FakeWorld:
    return staged_after(staged_world())


def driver(world: FakeWorld, phone: str = examples.PHONE_A, language: str = "en") -> Visitor:
    visitor = Visitor(app_on(world), language)
    visitor.sign_in_by_phone(phone)
    return visitor


def test_a_party_sees_its_own_pictures_and_never_the_others(world: FakeWorld) -> None:
    blob = world.blobs.put_bytes(b"everybody else is a blur", "image/png")
    pictures = tuple(
        PartyPicture(letter, replace(measured.exhibit(), name=f"still-1-{letter}.png", blob=blob))
        for letter in PartyLetter
    )
    with world.ledger.transaction() as work:
        case = work.cases.load(CaseId("case-12"))
        work.cases.save(case.with_party_pictures(pictures))
    party = driver(world)

    assert "still-1-A.png" in party.read("/case/BCDF0012")
    assert "still-1-B.png" not in party.read("/case/BCDF0012")
    assert party.get("/case/BCDF0012/exhibit/still-1-A.png").data == b"everybody else is a blur"
    assert party.get("/case/BCDF0012/exhibit/still-1-B.png").status_code == 404
    other = driver(world, examples.PHONE_B)
    assert other.get("/case/BCDF0012/exhibit/still-1-A.png").status_code == 404
    assert other.get("/case/BCDF0012/exhibit/still-1-B.png").status_code == 200


def test_the_decision_is_told_in_plain_words_to_each_party(world: FakeWorld) -> None:
    a = driver(world).read("/case/BCDF0012")
    b = driver(world, examples.PHONE_B, "zh").read("/case/BCDF0012")

    assert "You bear no responsibility." in a
    assert "The other driver did not keep a safe distance" in a
    assert "由您承担全部责任。" in b
    assert "您以车头碰撞。" in b
    assert "19.8至22.0千米/小时" in b
    assert "交强险" in b


def test_the_officers_own_reason_stands_where_the_proposal_was_not_followed(
    world: FakeWorld,
) -> None:
    desk = Desk(world, CaseId("case-40"))
    desk.put(examples.proposed_case("40"))
    desk.decide(AMEND)
    desk.issue()

    page = driver(world).read("/case/BCDF0040")
    assert AMEND.reason in page
    assert "What it rests on" not in page


def test_an_objection_is_kept_shown_to_officers_and_put_into_the_application(
    world: FakeWorld,
) -> None:
    party = driver(world)
    page = "/case/BCDF0012/objection?about=fact:stationary"
    assert "Your vehicle stood before the contact." in party.read(page)

    fields = {"about": "fact:stationary", "words": "The other driver reversed into me."}
    answer = party.post("/case/BCDF0012/objection", fields, page=page)

    assert answer.status_code == 303
    assert "The other driver reversed into me." in party.read("/case/BCDF0012")
    assert "reversed into me" in party.read("/case/BCDF0012/review/reasons")
    other = driver(world, examples.PHONE_B)
    assert "reversed into me" not in other.read("/case/BCDF0012")
    assert "reversed into me" not in other.read("/case/BCDF0012/review/reasons")
    officer = Visitor(app_on(world), "en")
    officer.sign_in_as_officer()
    assert "reversed into me" in officer.read("/officer/case/case-12")


def test_parties_of_a_certificate_see_pictures_without_objecting_to_one(world: FakeWorld) -> None:
    page = driver(world).read("/case/BCDF0017")
    assert "What the officer saw" in page
    assert "/case/BCDF0017/exhibit/" in page
    assert "I see this differently" not in page


def test_an_objection_needs_a_reason_and_something_that_was_shown(world: FakeWorld) -> None:
    party = driver(world)
    page = "/case/BCDF0012/objection"
    assert party.post(page, {"about": "other:decision", "words": "no"}).status_code == 422
    assert party.get(page + "?about=fact:overtaking").status_code == 404
    assert party.get(page + "?about=picture:../../etc/passwd").status_code == 404
    assert party.get("/case/BCDF0003/objection").status_code == 404  # nothing decided yet


def test_the_claim_page_has_what_the_insurer_asks_for_and_keeps_the_leave(
    world: FakeWorld,
) -> None:
    party = driver(world)
    page = party.read("/case/BCDF0012/claim")
    with world.ledger.reading() as work:
        found = work.determinations.of_case(CaseId("case-12"))
    assert found is not None
    assert found[0].number in page
    assert found[0].verification_code in page
    assert "PICC" in page
    assert "乙某" not in page

    assert party.post("/case/BCDF0012/claim-leave", {}, page="/case/BCDF0012/claim").status_code
    assert "Take it back" in party.read("/case/BCDF0012/claim")
    assert "Take it back" not in driver(world, examples.PHONE_B).read("/case/BCDF0012/claim")
    party.post("/case/BCDF0012/claim-leave", {"leave": "no"}, page="/case/BCDF0012/claim")
    assert "Take it back" not in party.read("/case/BCDF0012/claim")


def test_the_service_is_rated_once(world: FakeWorld) -> None:
    party = driver(world)
    for mark in ("", "4", "1"):
        fields = {"mark": mark, "words": "Quick."}
        answer = party.post("/case/BCDF0012/rating", fields, page="/case/BCDF0011")
        assert answer.status_code == 303

    assert "You gave 4 of 5." in party.read("/case/BCDF0012")
    assert "You gave" not in driver(world, examples.PHONE_B).read("/case/BCDF0012")

"""Every document the steps issue can be printed and signed by the real press, and is kept."""

import json

from accident_service.adapters.signing import verified
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casework.proceedings_ports import Paper
from tests.casework.after_decision import B, Desk
from tests.casework.test_agree_case import B_BEARS_ALL, FACTS, sign
from tests.fakes import examples, unit_seal
from tests.fakes.casework import FakeWorld

PRESS = unit_seal.press()


def papers_of(desk: Desk) -> tuple[Paper, ...]:
    with desk.world.ledger.reading() as work:
        return work.papers.of_case(desk.case_id)


def assert_printed_and_signed(desk: Desk, paper: Paper) -> None:
    assert desk.world.blobs.open(paper.pdf).startswith(b"%PDF-1.7")
    signed = desk.world.blobs.open(paper.json)
    envelope = json.loads(verified(signed, PRESS.public_keys()))
    assert envelope["document"]["sha256"] == paper.pdf.sha256
    assert envelope["content"]["number"] == paper.content.number


def test_a_certificate_and_the_conclusion_of_its_review() -> None:
    desk = Desk(FakeWorld(press=PRESS)).certified().served().on_the_desk()
    desk.conclude(ReviewOutcome.MORE_WORK)
    certificate, conclusion = papers_of(desk)
    for paper in (certificate, conclusion):
        assert_printed_and_signed(desk, paper)


def test_an_agreement() -> None:
    desk = Desk(FakeWorld(press=PRESS))
    desk.put(examples.proposed_case())
    desk.casework.agree.offer(desk.case_id, B, FACTS, B_BEARS_ALL)
    sign(desk)
    (agreement,) = papers_of(desk)
    assert_printed_and_signed(desk, agreement)

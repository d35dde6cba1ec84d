"""A request to a party is open until it is answered."""

from datetime import date

from accident_service.casefile.evidence_request import EvidenceRequest, EvidenceWanted
from accident_service.reports.party import PartyLetter
from tests.fakes import examples


def test_an_answer_closes_it_and_keeps_what_was_asked() -> None:
    asked = EvidenceRequest(
        number=1,
        letter=PartyLetter.A,
        wanted=EvidenceWanted.ANSWER,
        words="请说明变道前是否打灯。",
        officer=examples.officer().id,
        officer_name=examples.officer().name,
        asked_at=examples.NOON,
        due_on=date(2026, 3, 5),
    )
    given = asked.answered("打了右转向灯。", examples.NOON)

    assert (asked.is_open, given.is_open) == (True, False)
    assert (given.words, given.answer) == (asked.words, "打了右转向灯。")

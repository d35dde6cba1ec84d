"""Who gets a document how, and when it counts as served."""

from dataclasses import replace

import pytest

from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.serve import HandOver
from accident_service.casefile.service import Receipt
from accident_service.errors import CaseMovedOn, NotFound, NotPermitted
from accident_service.quantities.identifiers import DocumentNumber, UnitId
from tests.casework.after_decision import NUMBER, A, B, Desk, deciding_officer
from tests.fakes import examples

REFUSED = HandOver(letter=B, receipt=Receipt.REFUSED_TO_SIGN, note="乙方到场后拒绝签名。")


@pytest.fixture
def desk() -> Desk:
    return Desk().determined()


@pytest.fixture
def without_consent_of_b() -> Desk:
    desk, case = Desk(), examples.proposed_case()
    a, b = case.statements
    desk.put(replace(case, statements=(a, replace(b, consents_to_electronic_service=False))))
    desk.confirm()
    desk.issue()
    return desk


def test_it_is_sent_to_both_and_served_once_both_have_it(desk: Desk) -> None:
    assert [one.letter for one in desk.proceedings.service] == [A, B]
    desk.casework.serve.opened(desk.case_id, NUMBER, A)
    assert desk.status() is DeterminationStatus.ISSUED
    desk.casework.serve.acknowledge(desk.case_id, NUMBER, B)
    assert desk.status() is DeterminationStatus.SERVED
    assert desk.verbs()[-2:] == ["open-document", "acknowledge"]


def test_doing_it_again_changes_nothing_and_leaves_no_second_trace(desk: Desk) -> None:
    for _ in range(2):
        desk.casework.serve.opened(desk.case_id, NUMBER, A)
        desk.casework.serve.acknowledge(desk.case_id, NUMBER, A)
    assert desk.verbs().count("open-document") == desk.verbs().count("acknowledge") == 1


def test_who_did_not_agree_is_sent_nothing(without_consent_of_b: Desk) -> None:
    desk = without_consent_of_b
    assert [one.letter for one in desk.proceedings.service] == [A]
    before = desk.proceedings
    assert desk.casework.serve.opened(desk.case_id, NUMBER, B) == before
    with pytest.raises(NotFound):
        desk.casework.serve.acknowledge(desk.case_id, NUMBER, B)


def test_who_agrees_later_is_sent_it_then(without_consent_of_b: Desk) -> None:
    desk = without_consent_of_b
    desk.days_pass(1)
    desk.casework.serve.consent(desk.case_id, B)
    sent = desk.proceedings.service[-1]
    assert (sent.letter, sent.delivered_at) == (B, desk.world.clock.now())
    desk.casework.serve.consent(desk.case_id, B)
    assert desk.proceedings.service[-1] == sent


def test_an_officer_notes_a_refusal_and_it_is_served(without_consent_of_b: Desk) -> None:
    desk = without_consent_of_b
    desk.casework.serve.opened(desk.case_id, NUMBER, A)
    desk.casework.serve.hand_over(
        desk.case_id,
        NUMBER,
        REFUSED,
        deciding_officer(),
        seen_version=desk.proceedings.version,
    )
    assert desk.status() is DeterminationStatus.SERVED
    assert desk.verbs()[-1] == "serve"


def test_a_note_on_an_old_page_is_refused(without_consent_of_b: Desk) -> None:
    desk = without_consent_of_b
    seen = desk.proceedings.version
    desk.casework.serve.opened(desk.case_id, NUMBER, A)
    with pytest.raises(CaseMovedOn):
        desk.casework.serve.hand_over(
            desk.case_id, NUMBER, REFUSED, deciding_officer(), seen_version=seen
        )


@pytest.mark.proves("S12")
def test_strangers_serve_nothing_and_nothing_else_is_served(without_consent_of_b: Desk) -> None:
    desk = without_consent_of_b
    stranger = replace(deciding_officer(), unit=UnitId("another"))
    seen = desk.proceedings.version
    with pytest.raises(NotPermitted):
        desk.casework.serve.hand_over(desk.case_id, NUMBER, REFUSED, stranger, seen_version=seen)
    with pytest.raises(NotFound):
        desk.casework.serve.hand_over(
            desk.case_id, DocumentNumber("none"), REFUSED, deciding_officer(), seen_version=seen
        )


def test_a_certificate_is_served_like_a_determination() -> None:
    desk = Desk().certified()
    assert desk.document.document == "2203020001-2026-C000001"
    assert desk.served().status() is DeterminationStatus.SERVED

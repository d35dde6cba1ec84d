"""Who waits is told, once; a gateway that is away is tried again, and not for ever."""

from dataclasses import replace

import pytest

from accident_service.casefile.notice import Notice, NoticeKind
from accident_service.casework.notice_ports import KeptNotice
from accident_service.casework.send_notices import PAUSES_S, SendNotices
from tests.casework.after_decision import A, B, Desk
from tests.fakes import examples
from tests.fakes.messages import FakeMessenger

LINK = "https://accident.example/case/"


@pytest.fixture
def desk() -> Desk:
    """The first driver has filed in English, the second in Chinese."""
    desk = Desk()
    report = examples.report()
    english = replace(report, reporter=replace(report.reporter, language="en"))
    desk.case_id = desk.casework.file_report(english).id
    return desk


@pytest.fixture
def messenger() -> FakeMessenger:
    return FakeMessenger()


@pytest.fixture
def sending(desk: Desk, messenger: FakeMessenger) -> SendNotices:
    return SendNotices(
        ledger=desk.world.ledger,
        messenger=messenger,
        invites=desk.world.invites,
        clock=desk.world.clock,
        public_url="https://accident.example",
    )


def join(desk: Desk) -> None:
    desk.casework.join_case(desk.case_id, examples.party_b(), examples.statement_b())


def invite(desk: Desk) -> None:
    with desk.world.ledger.transaction() as work:
        work.notices.add(
            Notice(
                case=desk.case_id,
                letter=B,
                kind=NoticeKind.INVITED,
                language="zh",
                created_at=desk.world.clock.now(),
                phone=examples.PHONE_B,
            )
        )


def kept(desk: Desk) -> tuple[KeptNotice, ...]:
    with desk.world.ledger.reading() as work:
        return work.notices.of_case(desk.case_id)


def test_the_first_driver_is_told_that_the_second_has_spoken(
    desk: Desk, sending: SendNotices, messenger: FakeMessenger
) -> None:
    join(desk)
    assert sending.turn() == 1
    (message,) = messenger.sent
    code = desk.case.tracking_code
    assert message.phone == examples.PHONE_A
    assert (
        message.text == f"Case {code}: the other driver has given their account. See {LINK}{code}"
    )
    assert message.template == "joined.en"
    assert desk.verbs()[-1] == "send-notice"


def test_what_was_sent_is_not_sent_again(desk: Desk, sending: SendNotices) -> None:
    join(desk)
    sending.turn()
    desk.days_pass(1)
    assert sending.turn() == 0


def test_the_other_driver_learns_that_an_officer_comes(
    desk: Desk, sending: SendNotices, messenger: FakeMessenger
) -> None:
    join(desk)
    desk.casework.ask_for_officer(desk.case_id, A)
    sending.turn()
    assert [(one.phone, one.template) for one in messenger.sent] == [
        (examples.PHONE_A, "joined.en"),
        (examples.PHONE_B, "officer-asked.zh"),
    ]


def test_a_gateway_that_is_away_is_tried_again_with_patience_and_given_up(
    desk: Desk, sending: SendNotices, messenger: FakeMessenger
) -> None:
    join(desk)
    messenger.away = True
    for pause_s in PAUSES_S:
        assert sending.turn() == 0
        assert sending.turn() == 0
        desk.world.clock.pass_by(pause_s)
    assert not kept(desk)[0].given_up
    sending.turn()
    assert kept(desk)[0].given_up
    messenger.away = False
    desk.days_pass(1)
    assert sending.turn() == 0


def test_one_that_came_back_gets_what_waited(
    desk: Desk, sending: SendNotices, messenger: FakeMessenger
) -> None:
    join(desk)
    messenger.away = True
    sending.turn()
    messenger.away = False
    desk.world.clock.pass_by(PAUSES_S[0])
    assert sending.turn() == 1
    assert len(messenger.sent) == 1


def test_an_invitation_carries_a_link_of_its_own_and_its_phone_is_forgotten(
    desk: Desk, sending: SendNotices, messenger: FakeMessenger
) -> None:
    invite(desk)
    sending.turn()
    (message,) = messenger.sent
    assert message.phone == examples.PHONE_B
    token = message.text.split("/join/")[1].split()[0]
    assert desk.world.invites.case_of(token) == desk.case_id
    assert desk.case.tracking_code not in message.text
    assert kept(desk)[0].notice.phone == ""


def test_who_has_joined_meanwhile_is_not_invited(
    desk: Desk, sending: SendNotices, messenger: FakeMessenger
) -> None:
    invite(desk)
    join(desk)
    sending.turn()
    assert [one.template for one in messenger.sent] == ["joined.en"]


def test_both_are_told_of_documents_and_of_a_review() -> None:
    desk = Desk().determined()
    desk.served().on_the_desk()
    assert [(one.notice.kind, one.notice.letter) for one in kept(desk)] == [
        (NoticeKind.DOCUMENT_WAITS, A),
        (NoticeKind.DOCUMENT_WAITS, B),
        (NoticeKind.REVIEW_OPENED, A),
    ]

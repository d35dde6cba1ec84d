"""The second driver gives an account of their own, once, and it may match or reopen."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.casefile.stage import Stage
from accident_service.casework.join_case import JoinCase
from accident_service.casework.ports import Step
from accident_service.errors import Conflict
from accident_service.reports.party import PartyLetter
from accident_service.reports.second_word import SecondWord
from tests.casework.workshop import Workshop
from tests.fakes import examples

BY_STATEMENTS = PartyTracks(
    track_a=examples.TRACK_A, track_b=examples.TRACK_B, matched_by="statements"
)

# Who drives there is told first; then the recordings are secured.
TO_THE_SCENE = [Step.HAND_OVER, Step.PRESERVE_CLIPS, Step.SECURE_CLIPS]


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


@pytest.fixture
def join_case(shop: Workshop) -> JoinCase:
    return JoinCase(shop.ledger, shop.clock)


def keep(shop: Workshop, case: Case) -> Case:
    with shop.ledger.transaction() as work:
        work.cases.add(case)
    return case


def test_the_second_driver_is_party_b(shop: Workshop, join_case: JoinCase) -> None:
    case = keep(shop, examples.reported_case())
    join_case(case.id, examples.party_b(), examples.statement_b())
    joined = shop.case(case.id)
    assert joined.party(PartyLetter.B) == examples.party_b()
    assert joined.statement(PartyLetter.B) == examples.statement_b()
    assert joined.jointly_applied
    assert shop.verbs(case.id) == ["join-case"]


def test_submitting_twice_changes_nothing(shop: Workshop, join_case: JoinCase) -> None:
    case = keep(shop, examples.reported_case())
    first = join_case(case.id, examples.party_b(), examples.statement_b())
    again = join_case(case.id, examples.party_b(), examples.statement_b())
    assert again == first == shop.case(case.id)
    assert shop.verbs(case.id) == ["join-case"]


def test_a_third_driver_is_refused(shop: Workshop, join_case: JoinCase) -> None:
    case = keep(shop, examples.reported_case())
    join_case(case.id, examples.party_b(), examples.statement_b())
    stranger = replace(examples.party_b(), phone="13900000003")
    with pytest.raises(Conflict, match="already joined"):
        join_case(case.id, stranger, examples.statement_b())
    assert shop.case(case.id).party(PartyLetter.B) == examples.party_b()


def test_nobody_joins_a_decided_case(shop: Workshop, join_case: JoinCase) -> None:
    alone = replace(
        examples.decided_case(),
        parties=(examples.party_a(),),
        statements=(examples.statement_a(),),
    )
    case = keep(shop, alone)
    with pytest.raises(Conflict, match="no account can be added"):
        join_case(case.id, examples.party_b(), examples.statement_b())


def test_accounts_that_agree_with_the_contact_match_the_parties(
    shop: Workshop, join_case: JoinCase
) -> None:
    case = keep(shop, examples.reconstructed_case())
    assert case.party_tracks is None
    join_case(case.id, examples.party_b(), examples.statement_b())
    assert shop.case(case.id).party_tracks == BY_STATEMENTS


def test_accounts_that_contradict_each_other_reopen_the_match(
    shop: Workshop, join_case: JoinCase
) -> None:
    case = keep(shop, examples.reconstructed_case().with_party_tracks(BY_STATEMENTS))
    struck_behind_too = replace(examples.statement_b(), damage_clock=6)
    join_case(case.id, examples.party_b(), struck_behind_too)
    assert shop.case(case.id).party_tracks is None


def test_what_an_officer_has_assigned_stays(shop: Workshop, join_case: JoinCase) -> None:
    assigned = PartyTracks(
        track_a=examples.TRACK_B, track_b=examples.TRACK_A, matched_by="officer:officer-1"
    )
    case = keep(shop, examples.reconstructed_case().with_party_tracks(assigned))
    join_case(case.id, examples.party_b(), examples.statement_b())
    assert shop.case(case.id).party_tracks == assigned


def test_joining_while_an_officer_looks_changes_what_they_saw(
    shop: Workshop, join_case: JoinCase
) -> None:
    case = keep(shop, examples.handed_over_case())
    join_case(case.id, examples.party_b(), examples.statement_b())
    assert shop.case(case.id).version == case.version + 1
    assert shop.case(case.id).stage is Stage.NEEDS_OFFICER


def test_a_word_that_contradicts_is_kept_and_the_case_goes_on(
    shop: Workshop, join_case: JoinCase
) -> None:
    case = keep(shop, examples.reported_case())
    word = SecondWord(given_at=examples.NOON, differing=(("weather", "rain"),))
    join_case(case.id, examples.party_b(), examples.statement_b(), word)
    joined = shop.case(case.id)
    assert (joined.second_word, joined.stage) == (word, Stage.REPORTED)
    assert shop.verbs(case.id) == ["answer-shared-facts", "join-case"]


def test_who_says_that_a_vehicle_cannot_move_takes_the_case_to_officers(
    shop: Workshop, join_case: JoinCase
) -> None:
    case = keep(shop, examples.reconstructed_case())
    word = SecondWord(given_at=examples.NOON, applies=("vehicle_cannot_move",))
    join_case(case.id, examples.party_b(), examples.statement_b(), word)
    joined = shop.case(case.id)
    assert joined.stage is Stage.REFERRED
    assert joined.report.routing.code == "REF_IMMOBILE"
    assert shop.ledger.only_waiting(Step.HAND_OVER)
    assert joined.party(PartyLetter.B) == examples.party_b()


def test_that_somebody_is_hurt_waits_for_no_account(shop: Workshop, join_case: JoinCase) -> None:
    case = keep(shop, examples.reported_case())
    hurt = SecondWord(given_at=examples.NOON, applies=("injured",))
    told = join_case.tell(case.id, hurt)
    assert told.stage is Stage.REFERRED
    assert told.report.routing.code == "REF_DEATH_INJURY"
    assert join_case.tell(case.id, hurt) == told
    assert [one.step for one in shop.ledger.waiting()] == TO_THE_SCENE
    assert shop.verbs(case.id) == ["answer-shared-facts"]


def test_what_leaves_the_case_online_is_told_with_an_account(
    shop: Workshop, join_case: JoinCase
) -> None:
    case = keep(shop, examples.reported_case())
    with pytest.raises(Conflict, match="give an account"):
        join_case.tell(case.id, SecondWord(given_at=examples.NOON))
    assert shop.case(case.id) == case


def test_the_link_is_sent_once_per_tap_and_not_without_end(
    shop: Workshop, join_case: JoinCase
) -> None:
    case = keep(shop, examples.reported_case())
    for _ in range(3):
        join_case.invite(case.id, PartyLetter.A, examples.PHONE_B, "en")
        join_case.invite(case.id, PartyLetter.A, examples.PHONE_B, "en")
        shop.clock.pass_by(60)
    with pytest.raises(Conflict, match="often enough"):
        join_case.invite(case.id, PartyLetter.A, examples.PHONE_B, "en")
    assert shop.verbs(case.id) == ["send-invitation"] * 3
    join_case(case.id, examples.party_b(), examples.statement_b())
    with pytest.raises(Conflict, match="no more accounts"):
        join_case.invite(case.id, PartyLetter.A, examples.PHONE_B, "en")

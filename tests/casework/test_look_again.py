"""How firm a corrected proposal is follows from a worker, for the corrections then in force."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.correction import (
    Withdrawn,
)
from accident_service.casework.look_again import LookAgain
from accident_service.casework.ports import Step
from accident_service.liability.changes import (
    FactTold,
)
from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.grade import Grade
from tests.casework.correcting import REVERSED, A, B, correct, with_proposed
from tests.casework.workshop import Meanwhile, Workshop


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


@pytest.fixture
def proposed(shop: Workshop) -> Case:
    return with_proposed(shop)


def test_the_second_look_follows_with_the_corrections_in_force(
    shop: Workshop, proposed: Case
) -> None:
    correct(shop, REVERSED)
    shop.look_again()(shop.ledger.only_waiting(Step.LOOK_AGAIN))
    case = shop.case(proposed.id)

    assert case.proposal is not None
    assert not case.proposal.firmness_pending
    assert case.proposal.second_look is not None
    assert case.proposal.second_look.firmness.is_firm
    assert dict(case.proposal.grades) == {A: Grade.FULL, B: Grade.NONE}
    assert case.proposal_revision == proposed.proposal_revision + 2


def test_a_look_overtaken_by_another_correction_is_taken_anew(
    shop: Workshop, proposed: Case
) -> None:
    correct(shop, REVERSED)
    attempt = shop.ledger.only_waiting(Step.LOOK_AGAIN)
    telephone = FactTold(kind=FactKind.USED_PHONE, party=B, truth=Truth.TRUE)
    overtaken = Meanwhile(LookAgain(shop.proposals()), lambda _case: correct(shop, telephone))
    step = replace(shop.look_again(), work=overtaken)
    step(attempt)

    case = shop.case(proposed.id)
    assert case.proposal is not None
    assert case.proposal.firmness_pending
    shop.look_again()(shop.ledger.only_waiting(Step.LOOK_AGAIN))
    looked_at = shop.case(proposed.id).proposal
    assert looked_at is not None
    assert not looked_at.firmness_pending
    assert looked_at.contributions


def test_a_look_that_comes_after_the_undo_changes_nothing(shop: Workshop, proposed: Case) -> None:
    correct(shop, REVERSED)
    attempt = shop.ledger.only_waiting(Step.LOOK_AGAIN)
    undone = correct(shop, Withdrawn(number=1), reason="")
    shop.look_again()(attempt)

    assert shop.case(proposed.id) == undone

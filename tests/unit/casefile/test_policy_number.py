"""The policy's number may come later, once, and until the decision."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.policy_number import policy_no_wanted, with_policy_no
from accident_service.errors import NotFound, StepOutOfOrder
from accident_service.reports.party import PartyLetter
from tests.fakes import examples

A, B = PartyLetter.A, PartyLetter.B
NUMBER = "PDZA20260001"


def without_number(case: Case) -> Case:
    bare = tuple(
        replace(one, insurance=replace(one.insurance, policy_no="")) for one in case.parties
    )
    return replace(case, parties=bare)


def test_it_is_added_once_and_for_its_own_party() -> None:
    case = without_number(examples.proposed_case())
    assert policy_no_wanted(case, A)
    added = with_policy_no(case, A, NUMBER)
    party, other = added.party(A), added.party(B)
    assert party is not None
    assert other is not None
    assert (party.insurance.policy_no, other.insurance.policy_no) == (NUMBER, "")
    assert added.version == case.version + 1
    assert with_policy_no(added, A, NUMBER) is added
    assert not policy_no_wanted(added, A)
    with pytest.raises(StepOutOfOrder):
        with_policy_no(added, A, "PDZA20269999")


def test_not_after_the_decision_and_not_for_nobody() -> None:
    decided = without_number(examples.decided_case())
    assert not policy_no_wanted(decided, A)
    with pytest.raises(StepOutOfOrder):
        with_policy_no(decided, A, NUMBER)
    alone = examples.reported_case()
    assert not policy_no_wanted(alone, B)
    with pytest.raises(NotFound):
        with_policy_no(alone, B, NUMBER)

"""An officer sees a party in full where their unit works on the case, and less elsewhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.claim import CLAIM_LASTS, Claim
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.who_sees import (
    SEEN,
    Datum,
    Form,
    Viewer,
    officer_as_viewer,
    party_as_seen,
    units_in_charge,
)
from accident_service.quantities.identifiers import UnitId
from tests.fakes import examples
from tests.unit.casefile import reviews

HERE = examples.officer()
ELSEWHERE = replace(HERE, unit=UnitId("4403040009"))
PROPOSED, DECIDED = examples.proposed_case("1"), examples.decided_case("1")
LATER = examples.NOON + timedelta(hours=1)


def seen_as(case: Case, claim: Claim | None = None, hours: float = 1) -> list[Viewer]:
    """As what an officer of the deciding unit and one from elsewhere look at the case."""
    now_at = examples.NOON + timedelta(hours=hours)
    units = units_in_charge(case, Proceedings(case=case.id), claim, now_at)
    return [officer_as_viewer(one, units) for one in (HERE, ELSEWHERE)]


def test_the_table_tells_of_every_viewer_and_everything() -> None:
    assert set(SEEN) == set(Viewer)
    assert all(set(row) == set(Datum) for row in SEEN.values())
    assert set(SEEN[Viewer.ANYBODY_ELSE].values()) == {Form.HIDDEN}


def test_a_case_of_nobody_is_anybody_s_to_take() -> None:
    assert seen_as(PROPOSED) == [Viewer.OFFICER_IN_CHARGE] * 2


def test_whoever_has_a_case_in_hand_sees_it_in_full_and_others_do_not() -> None:
    claim = Claim.by(ELSEWHERE, PROPOSED.id, examples.NOON)
    assert seen_as(PROPOSED, claim) == [Viewer.OFFICER_ELSEWHERE, Viewer.OFFICER_IN_CHARGE]
    over = CLAIM_LASTS / timedelta(hours=1) + 1
    assert seen_as(PROPOSED, claim, hours=over) == [Viewer.OFFICER_IN_CHARGE] * 2


def test_a_decided_case_is_that_of_the_unit_and_of_who_reviews_it() -> None:
    assert seen_as(DECIDED) == [Viewer.OFFICER_IN_CHARGE, Viewer.OFFICER_ELSEWHERE]
    higher = replace(HERE, unit=reviews.HIGHER_UNIT)
    followed = Proceedings(case=DECIDED.id).with_review(reviews.forwarded())
    units = units_in_charge(DECIDED, followed, None, LATER)
    assert officer_as_viewer(higher, units) is Viewer.OFFICER_IN_CHARGE


@pytest.mark.parametrize("viewer", Viewer)
def test_a_party_is_shown_as_the_table_says(viewer: Viewer) -> None:
    party = DECIDED.parties[0]
    seen = party_as_seen(party, viewer)
    for datum, before, after in (
        (Datum.NAME, party.name, seen.name),
        (Datum.IDENTITY_NO, party.identity_no, seen.identity_no),
        (Datum.PHONE, party.phone, seen.phone),
        (Datum.PLATE, party.vehicle.plate, seen.vehicle.plate),
        (Datum.POLICY_NO, party.insurance.policy_no, seen.insurance.policy_no),
    ):
        form = SEEN[viewer][datum]
        assert (after == before) == (form is Form.FULL)
        assert (after == "") == (form is Form.HIDDEN)

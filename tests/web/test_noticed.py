"""What a party reports and no camera tells, beside the recording."""

from dataclasses import replace

from accident_service.casefile.case import Case
from accident_service.liability.fact import FactKind, Facts, Truth
from accident_service.reports.observations import Observable, Observation, Whose
from accident_service.web.officer.review.noticed import noticed
from tests.fakes import examples

GIVEN = replace(
    examples.proposed_case("3").statements[0],
    observations=(
        Observation(Observable.USED_PHONE, Whose.OTHER),
        Observation(Observable.DOOR_OPEN, Whose.NEITHER),
        Observation(Observable.NO_LIGHTS, Whose.UNSURE),
    ),
)


def with_phone_found(case: Case) -> Case:
    assert case.proposal is not None
    assert case.party_tracks is not None
    fact = replace(
        case.proposal.facts.all[0],
        kind=FactKind.USED_PHONE,
        party=case.party_tracks.track_b,
        truth=Truth.TRUE,
    )
    return replace(case, proposal=replace(case.proposal, facts=Facts((fact,))))


def test_only_what_names_a_vehicle_is_a_claim_and_it_proves_nothing() -> None:
    (row,) = noticed(examples.proposed_case("3"), GIVEN)

    assert "says the other vehicle had a driver on the phone" in str(row["claim"])
    assert row["fact_kind"] == "used-phone"
    assert row["agrees"] is None
    assert "Reported only" in str(row["video"])


def test_it_agrees_once_an_officer_has_found_it_of_that_vehicle() -> None:
    (row,) = noticed(with_phone_found(examples.proposed_case("3")), GIVEN)

    assert row["agrees"] is True

"""What is counted of a case: where on a coarse grid, how long it took, and how it ended."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.adapters.law_files import timetable
from accident_service.casefile.analysis import Coordinates, Way
from accident_service.casefile.case import Case
from accident_service.casefile.case_figures import (
    CaseFigures,
    Ended,
    StepTimes,
    figures_of,
    middle_of,
)
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.summary import CaseRecords
from accident_service.quantities.uncertainty import Estimate
from tests.fakes import examples
from tests.fakes.documents import determination
from tests.fakes.measured import abstention

TIMETABLE = timetable(None)


def counted(case: Case, steps: StepTimes | None = None) -> CaseFigures:
    records = CaseRecords(case=case, proceedings=Proceedings(case=case.id))
    return figures_of(records, TIMETABLE, steps or StepTimes())


def test_nothing_of_a_person_is_counted() -> None:
    told = repr(counted(examples.decided_case()))
    for party in examples.decided_case().parties:
        for secret in (party.vehicle.plate, party.phone, party.name):
            assert secret not in told


def test_a_place_is_kept_to_thirty_metres() -> None:
    contact = examples.reconstructed_case().analyses[0]
    assert contact.contact is not None
    exact = Coordinates(43.172345, 124.351234)
    moved = replace(contact, contact=replace(contact.contact, coordinates=exact))
    found = counted(replace(examples.reconstructed_case(), analyses=(moved,)))
    assert found.cell is not None
    middle = middle_of(found.cell)
    assert abs(middle.latitude_deg - exact.latitude_deg) <= 0.00027 / 2
    assert (middle.latitude_deg, middle.longitude_deg) != (exact.latitude_deg, exact.longitude_deg)
    assert "43.172345" not in repr(found)


def test_a_place_in_words_alone_has_no_cell() -> None:
    assert counted(examples.reported_case()).cell is None


def test_waits_run_from_the_report() -> None:
    case = examples.proposed_case()
    filed_at = case.report.filed_at
    steps = StepTimes(
        cameras_known_at=filed_at + timedelta(seconds=9),
        proposed_at=filed_at + timedelta(minutes=4),
    )
    found = counted(case, steps)
    assert (found.leave_s, found.proposal_s, found.determination_s) == (9, 240, None)


def test_a_determination_ends_the_wait_and_keeps_the_limit() -> None:
    made = determination()
    decided = examples.decided_case()
    case = replace(decided, id=made.case).with_determination(made.number)
    records = CaseRecords(case=case, proceedings=Proceedings(case=case.id), determination=made)
    found = figures_of(records, TIMETABLE, StepTimes())
    assert found.ended is Ended.REMOTE
    assert found.determination_s is not None
    assert (found.limits_kept, found.limits_late) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "overridden"),
    [
        (DecisionKind.CONFIRM, False),
        (DecisionKind.AMEND, True),
        (DecisionKind.CERTIFY, True),
        (DecisionKind.REFER, None),
    ],
)
def test_only_what_was_judged_can_be_overridden(
    kind: DecisionKind, *, overridden: bool | None
) -> None:
    decided = replace(examples.decision(), kind=kind)
    found = counted(replace(examples.decided_case(), decision=decided))
    assert found.overridden is overridden


def test_an_abstention_is_nothing_to_override() -> None:
    case = replace(examples.decided_case(), proposal=abstention())
    found = counted(case)
    assert found.abstained
    assert not found.proposed
    assert found.overridden is None


def test_a_proposal_put_right_before_it_was_confirmed_was_overridden() -> None:
    case = examples.decided_case()
    assert case.proposal is not None
    (first, one), (second, other) = case.proposal.grades
    turned = replace(case.proposal, grades=((first, other), (second, one)))
    assert counted(replace(case, machine_proposal=turned)).overridden is True


def test_the_approach_is_named_where_both_went_the_same_way() -> None:
    record = examples.reconstructed_case().analyses[0]
    assert record.contact is not None
    ways = [
        Way(bearing_rad=Estimate(bearing_rad, 0.02), road_zh="中央路", road_en="Central Road")
        for bearing_rad in (1.57, 1.55, 3.14)
    ]

    def found(*two: Way) -> CaseFigures:
        contact = record.contact
        assert contact is not None
        one, other = contact.vehicles
        vehicles = (replace(one, way=two[0]), replace(other, way=two[1]))
        moved = replace(record, contact=replace(contact, vehicles=vehicles))
        return counted(replace(examples.reconstructed_case(), analyses=(moved,)))

    same, across = found(ways[0], ways[1]), found(ways[0], ways[2])
    assert (same.road_zh, same.road_en, same.towards) == ("中央路", "Central Road", "由西向东")
    assert (across.road_zh, across.towards) == ("", "")


def test_a_referred_case_ended_on_the_scene() -> None:
    assert counted(examples.reported_case().referred_by_law()).ended is Ended.SCENE
    assert counted(examples.reported_case()).ended is Ended.OPEN


def test_the_unit_is_that_of_the_officer_who_decided() -> None:
    assert counted(examples.proposed_case()).unit is None
    assert counted(examples.decided_case()).unit == examples.officer().unit

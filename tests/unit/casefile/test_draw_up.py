from dataclasses import replace

import pytest

from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.draw_up import draw_up
from accident_service.errors import StepOutOfOrder
from accident_service.liability.grade import Grade
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.unit.casefile.drawn_up import FORMALITIES, drawn_up, wording


def test_everything_article_24_asks_for_is_in_the_determination() -> None:
    determination = drawn_up()
    case = examples.decided_case()

    assert determination.status is DeterminationStatus.ISSUED
    assert determination.occurred_at == case.report.occurred_at
    assert determination.place == FORMALITIES.place_zh
    assert determination.weather == "clear"
    assert determination.accident_form_zh == "追尾碰撞"
    assert determination.unit_name == examples.officer().unit_name
    for party, given in zip(determination.parties, case.parties, strict=True):
        assert (party.name, party.identity_no, party.phone) == (
            given.name,
            given.identity_no,
            given.phone,
        )
        assert (party.plate, party.vehicle_class) == (
            given.vehicle.plate,
            given.vehicle.vehicle_class,
        )
        assert (party.insurer, party.policy_no) == (
            given.insurance.insurer,
            given.insurance.policy_no,
        )
    assert [party.grade for party in determination.parties] == [Grade.NONE, Grade.FULL]
    assert [party.contact_part_zh for party in determination.parties] == ["车尾", "车头正面"]
    assert [cited.key for cited in determination.provisions] == ["RTSL-43"]
    assert "三个工作日" in determination.rights_zh


def test_the_evidence_names_every_sealed_recording_and_measurement_by_hash() -> None:
    case = examples.decided_case()
    hashes = {item.sha256 for item in drawn_up().evidence}

    assert {clip.sha256 for clip in case.clips} <= hashes
    assert {record.result.sha256 for record in case.analyses} <= hashes


def test_the_versions_that_produced_it_are_part_of_it() -> None:
    assert dict(drawn_up().versions) == {
        "code": "0.1.0",
        "survey": "demo-1",
        "rulebook": "2026.03",
    }


def test_a_place_of_contact_only_stated_is_marked_as_stated() -> None:
    determination = drawn_up(replace(examples.decided_case(), party_tracks=None))

    assert determination.parties[0].contact_part_zh == "车尾（据本人陈述）"
    assert determination.parties[1].contact_part_en == "front (as stated)"
    assert determination.accident_form_zh == "追尾碰撞"


def test_a_place_of_contact_nobody_told_is_not_invented() -> None:
    case = examples.decided_case()
    only_a = tuple(one for one in case.statements if one.letter is PartyLetter.A)
    determination = drawn_up(replace(case, party_tracks=None, statements=only_a))

    assert determination.parties[1].contact_part_zh == "未查明"
    assert determination.accident_form_zh == "车辆间碰撞"


def test_an_undecided_or_referred_case_gets_no_determination() -> None:
    referred = replace(examples.decision(), kind=DecisionKind.REFER, grades=())
    for case in (
        examples.proposed_case(),
        replace(examples.decided_case(), decision=referred),
    ):
        with pytest.raises(StepOutOfOrder):
            draw_up(case, FORMALITIES, wording)


def test_the_same_case_is_drawn_up_the_same_way_twice() -> None:
    assert drawn_up() == drawn_up()

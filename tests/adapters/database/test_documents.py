"""A value read back from its document is the value that was written, to the last digit."""

import json
import math
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accident_service.adapters.database.documents import (
    case_of_text,
    determination_of_text,
    text_of_case,
    text_of_determination,
)
from accident_service.casefile.case import Case
from accident_service.casefile.correction import (
    CorrectingAct,
    Correction,
    PartiesChosen,
    Withdrawn,
)
from accident_service.liability.changes import (
    ContactDenied,
    ContactPlaced,
    FactTold,
    FootprintMoved,
    LineMarked,
    LineSide,
    PhaseMarked,
)
from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.proposal import LiabilityProposal
from accident_service.liability.road_map import LineKind
from accident_service.liability.signal_log import Phase
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reports.statement import Circumstance
from tests.fakes import examples, measured
from tests.fakes.documents import determination

numbers = st.floats(allow_nan=False)
finite = st.floats(allow_nan=False, allow_infinity=False)
intervals = st.tuples(numbers, numbers).map(lambda pair: Interval(min(pair), max(pair)))
estimates = st.builds(Estimate, finite, finite.map(abs))
moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis adds the offset itself
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)
words = st.text()


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """The decided example with everything measured, timed or typed drawn at random."""
    decided = examples.decided_case()
    contact = replace(
        measured.measured_contact(),
        pts_interval_s=draw(intervals),
        closing_speed_mps=draw(intervals),
        x_m=draw(finite),
    )
    record = replace(
        measured.analysis_record(examples.sealed_clip().id, contact=contact),
        worst_leave_one_out_m=draw(numbers),
        decoded_share=draw(st.none() | finite),
    )
    said = replace(
        examples.statement_b(),
        circumstance=draw(st.sampled_from(Circumstance)),
        words=draw(words),
    )
    return replace(
        decided,
        report=replace(decided.report, occurred_at=draw(moments), time_doubt_s=draw(finite)),
        statements=(examples.statement_a(), said),
        clips=(replace(examples.sealed_clip(), clock_offset_s=draw(estimates)),),
        analyses=(record,),
        proposal=draw(st.sampled_from([measured.proposal(), measured.abstention(), None])),
        evidence_gap_detail=draw(words),
    )


@settings(deadline=None)  # a busy machine is no failure
@given(cases())
def test_a_case_survives_being_written_down(case: Case) -> None:
    text = text_of_case(case)
    assert case_of_text(text) == case
    assert text_of_case(case_of_text(text)) == text


@pytest.mark.parametrize("proposal", [measured.proposal(), measured.abstention()])
def test_a_proposal_keeps_its_types(proposal: LiabilityProposal) -> None:
    case = replace(examples.decided_case(), proposal=proposal)
    read = case_of_text(text_of_case(case)).proposal
    assert read is not None
    assert type(read.facts) is type(proposal.facts)
    assert repr(read) == repr(proposal)


def test_corrections_come_back_as_they_were_entered() -> None:
    track, other = examples.TRACK_A, examples.TRACK_B
    acts: tuple[CorrectingAct, ...] = (
        FootprintMoved(track=track, pts_s=5.0, x_m=1.0, y_m=2.0),
        ContactPlaced(tracks=(track, other), pts_s=6.0),
        ContactDenied(tracks=(track, other)),
        PhaseMarked(light="E/left", from_s=1.0, phase=Phase.RED),
        LineMarked(lane="W-1", side=LineSide.LEFT, line=LineKind.SOLID_WHITE),
        FactTold(kind=FactKind.REVERSING, party=track, truth=Truth.UNKNOWN, at_s=4.0),
        PartiesChosen(track_a=track, track_b=other),
        Withdrawn(number=1),
    )
    case = replace(
        examples.decided_case(),
        machine_proposal=measured.proposal(),
        corrections=tuple(
            Correction(
                number=number,
                act=act,
                reason="逐帧查看画面后确认。",
                officer=examples.officer().id,
                officer_name=examples.officer().name,
                corrected_at=examples.NOON,
            )
            for number, act in enumerate(acts, start=1)
        ),
    )
    read = case_of_text(text_of_case(case))

    assert read == case
    assert [type(one.act) for one in read.corrections] == [type(act) for act in acts]


def test_infinity_is_no_gap_in_the_document() -> None:
    record = replace(
        measured.analysis_record(examples.sealed_clip().id), worst_leave_one_out_m=math.inf
    )
    text = text_of_case(replace(examples.decided_case(), analyses=(record,)))
    json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    assert case_of_text(text).analyses[0].worst_leave_one_out_m == math.inf


def test_a_determination_survives_being_written_down() -> None:
    assert determination_of_text(text_of_determination(determination())) == determination()


def test_every_document_names_its_format() -> None:
    assert json.loads(text_of_case(examples.reported_case()))["format"] == "case/1"
    assert json.loads(text_of_determination(determination()))["format"] == "determination/1"

"""The parts of the review: how clocks are set together, when a car rests, what is thinned."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from shapely import box

from accident_service.casefile.case import Case
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.casework.view_review import ReviewedClip
from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.road_map import ConflictArea, RoadMap
from accident_service.liability.signal_log import ApproachSignal, Phase, PhaseChange, SignalLog
from accident_service.quantities.identifiers import ClipId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reports.statement import Circumstance
from accident_service.web.officer.review.accounts import accounts_of
from accident_service.web.officer.review.cameras import Addresses, cameras_of, offset_s
from accident_service.web.officer.review.events import events_of, rest_s
from accident_service.web.officer.review.numbers import Json
from accident_service.web.officer.review.road import signals_of
from accident_service.web.officer.review.tracks import tracks_of
from tests.fakes import examples, measured
from tests.fakes.analysis import CONTACT_S, rear_end
from tests.fakes.pictures import clip_pictures
from tests.fakes.world import camera, road_map

AT = Addresses(lambda clip: f"/{clip}/{{index}}.jpg", lambda clip: f"/{clip}.mp4")
MATCHED = PartyTracks(track_a=measured.STRUCK, track_b=measured.STRIKING, matched_by="statements")


def primary() -> ReviewedClip:
    clip = examples.sealed_clip()
    return ReviewedClip(
        clip=clip,
        record=measured.analysis_record(clip.id),
        camera=camera(),
        found=rear_end(),
        pictures=clip_pictures(),
    )


def second(*, later_s: float, contact_later_s: float | None) -> ReviewedClip:
    """Another camera whose recording began later, and which shows the contact or does not."""
    one = primary()
    clip = replace(
        one.clip,
        id=ClipId("clip-2"),
        from_at=one.clip.from_at + timedelta(seconds=later_s),
        clock_offset_s=Estimate(one.clip.clock_offset_s.value, 0.5),
    )
    contact = measured.measured_contact()
    if contact_later_s is None:
        return replace(one, clip=clip, record=measured.analysis_record(clip.id, seen=False))
    by = -contact_later_s
    moved = replace(
        contact,
        pts_s=contact.pts_s + by,
        pts_interval_s=contact.pts_interval_s.shifted(by),
    )
    return replace(one, clip=clip, record=measured.analysis_record(clip.id, contact=moved))


def told_by(parts: Iterable[Json]) -> list[dict[str, Any]]:
    """The parts as any JSON reader has them."""
    read = json.loads(json.dumps(list(parts)))
    assert isinstance(read, list)
    return read


def matched_case() -> Case:
    return replace(examples.proposed_case(), party_tracks=MATCHED)


def test_clips_are_set_together_by_the_contact_where_both_show_it() -> None:
    to_scene_s, doubt_s, rests_on = offset_s(second(later_s=2.0, contact_later_s=2.3), primary())
    assert rests_on == "contact"
    assert to_scene_s == pytest.approx(2.3)
    assert doubt_s == pytest.approx(0.08)


@pytest.mark.parametrize("contact_later_s", [None, 30.0])
def test_clips_are_set_together_by_their_clocks_otherwise(contact_later_s: float | None) -> None:
    other = second(later_s=2.0, contact_later_s=contact_later_s)
    to_scene_s, doubt_s, rests_on = offset_s(other, primary())
    assert rests_on == "clocks"
    assert to_scene_s == pytest.approx(2.0)
    assert doubt_s > 1.0


def test_another_cameras_tracks_are_matched_by_the_accounts() -> None:
    first, other = cameras_of(
        matched_case(), (primary(), second(later_s=2.0, contact_later_s=2.0)), AT
    )
    assert first["parties"] == other["parties"] == {"V1": "A", "V2": "B"}
    assert other["frame_url"] == "/clip-2/{index}.jpg"


def test_bystanders_are_thinned_and_parties_are_not() -> None:
    one = primary()
    lone = replace(one.found, collisions=())
    bystanders = told_by(tracks_of(matched_case(), replace(one, found=lone)))
    parties = told_by(tracks_of(matched_case(), one))
    assert {len(track["t_s"]) for track in parties} == {250}
    assert {len(track["t_s"]) for track in bystanders} == {51}
    assert bystanders[0]["t_s"][-1] == parties[0]["t_s"][-1]


def test_a_car_rests_when_it_stays_slow_for_a_while() -> None:
    moving = rear_end().trajectory(measured.STRIKING)
    at_s = rest_s(moving, CONTACT_S)
    assert at_s == pytest.approx(CONTACT_S, abs=0.1)
    ever = replace(moving, speed_mps=np.full_like(moving.speed_mps, 3.0))
    assert rest_s(ever, CONTACT_S) is None


def test_signals_begin_with_what_they_showed_when_the_clip_began() -> None:
    changes = (
        PhaseChange(-9.0, Phase.GREEN),
        PhaseChange(-1.0, Phase.RED),
        PhaseChange(4.0, Phase.GREEN),
        PhaseChange(40.0, Phase.RED),
    )
    log = SignalLog(approaches=(ApproachSignal(approach="E", changes=changes),))
    assert signals_of(log, from_s=0.0, to_s=10.0) == [
        {"approach": "E", "phases": [[0.0, "red"], [4.0, "green"]]}
    ]


def test_events_tell_of_signals_and_of_coming_into_the_conflict_area() -> None:
    area = ConflictArea(id="middle", polygon=box(-5.0, -2.0, 20.0, 2.0))
    mapped = RoadMap(lanes=road_map().lanes, conflict_areas=(area,))
    signals: list[Json] = [{"approach": "E", "phases": [[0.0, "red"], [4.0, "green"]]}]
    events = told_by(events_of(matched_case(), primary(), mapped, signals))
    kinds = [event["kind"] for event in events]
    assert "entered-conflict-area" in kinds
    assert "signal" in kinds
    assert [event["t_s"] for event in events] == sorted(event["t_s"] for event in events)
    (entered,) = (event for event in events if event["kind"] == "entered-conflict-area")
    assert entered["track"] == str(measured.STRIKING)
    assert entered["zh"].startswith("乙方车辆")


def claimed(circumstance: Circumstance, *facts: Fact) -> list[bool | None]:
    case = matched_case()
    given = replace(case.statements[0], circumstance=circumstance)
    proposal = replace(case.proposal, facts=Facts(facts)) if case.proposal else None
    rows = told_by(accounts_of(replace(case, statements=(given,), proposal=proposal)))
    return [row["agrees"] for row in rows if row["about"] == "motion"]


def told(kind: FactKind, truth: Truth) -> Fact:
    return Fact(
        kind=kind,
        party=measured.STRUCK,
        truth=truth,
        value=Interval(0.0, 1.0),
        sentence_zh="车辆V1如此",
        sentence_en="Vehicle V1 so",
    )


def test_an_account_agrees_contradicts_or_stays_open() -> None:
    standing, straight = Circumstance.STANDING, Circumstance.GOING_STRAIGHT
    assert claimed(standing, told(FactKind.STATIONARY, Truth.TRUE)) == [True]
    assert claimed(standing, told(FactKind.REVERSING, Truth.TRUE)) == [False]
    assert claimed(standing, told(FactKind.STATIONARY, Truth.FALSE)) == [False]
    assert claimed(standing, told(FactKind.STATIONARY, Truth.UNKNOWN)) == [None]
    assert claimed(straight, told(FactKind.MOVED_OVER, Truth.TRUE)) == [False]
    assert claimed(straight) == [None]


def test_nothing_is_set_against_the_recording_while_nobody_knows_whose_car_is_whose() -> None:
    assert accounts_of(replace(matched_case(), party_tracks=None)) == []

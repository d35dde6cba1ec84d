"""What the review screen is given: the measured scene, once on record for each opening."""

import json
from dataclasses import replace
from typing import Any

from accident_service.casefile.case import Case
from accident_service.casefile.correction import Correction
from accident_service.casefile.party_tracks import PartyTracks
from accident_service.liability.changes import FootprintMoved
from tests.fakes import examples, measured
from tests.fakes.casework import FakeWorld
from tests.fakes.pictures import LOG
from tests.web.visit import Visitor, app_on

CASE = "case-3"


def with_picture_log() -> Case:
    case = examples.proposed_case("3")
    record = replace(measured.analysis_record(examples.sealed_clip().id), picture_log=LOG)
    tracks = PartyTracks(
        track_a=measured.STRUCK, track_b=measured.STRIKING, matched_by="statements"
    )
    return replace(case, analyses=(record,), party_tracks=tracks)


def desk(world: FakeWorld, case: Case) -> Visitor:
    with world.ledger.transaction() as work:
        work.cases.add(case)
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()
    return officer


def review_of(case: Case) -> dict[str, Any]:
    response = desk(FakeWorld(), case).get(f"/officer/case/{case.id}/review.json")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    review = json.loads(response.data)
    assert isinstance(review, dict)
    return review


def test_the_scene_is_told_with_cameras_tracks_gap_facts_and_events() -> None:
    review = review_of(with_picture_log())
    (camera,) = review["cameras"]
    assert camera["size_px"] == [1280, 720]
    assert camera["frame_url"].endswith(f"/frame/{camera['clip']}/{{index}}.jpg")
    assert len(camera["pts_s"]) == 250
    assert camera["parties"] == {"V1": "A", "V2": "B"}
    first, second = review["tracks"]
    assert {first["party"], second["party"]} == {"A", "B"}
    assert len(first["t_s"]) == len(first["speed_low_mps"]) == len(first["seen"]) == 250
    assert min(review["gap"]["gap_m"]) == 0.0
    assert {event["kind"] for event in review["events"]} >= {"contact", "rest"}
    assert review["facts"][0]["finding_codes"] == ["R01"]
    assert review["map"]["lanes"][0]["id"] == "east-1"


def test_tracks_are_named_as_the_parties_own_vehicles() -> None:
    review = review_of(with_picture_log())
    sentences = [one["zh"] + one["en"] for one in (*review["facts"], *review["events"])]
    assert not [sentence for sentence in sentences if "V1" in sentence or "V2" in sentence]


def test_accounts_stand_beside_what_the_recording_shows() -> None:
    review = review_of(with_picture_log())
    told = {(row["letter"], row["about"]): row["agrees"] for row in review["accounts_vs_video"]}
    assert told[("A", "motion")] is True
    assert told[("A", "part-touched")] is True
    assert told[("B", "part-touched")] is True


def test_a_case_without_an_analysis_has_an_empty_review() -> None:
    review = review_of(examples.reported_case("3"))
    assert review["contact"] is None
    assert review["gap"] is None
    assert review["cameras"] == review["tracks"] == review["facts"] == review["events"] == []


def test_an_analysis_from_before_pictures_were_noted_offers_no_frames() -> None:
    case = with_picture_log()
    bare = replace(case, analyses=(replace(case.analyses[0], picture_log=None),))
    (camera,) = review_of(bare)["cameras"]
    assert camera["frame_url"] is None
    assert camera["pts_s"] == []


def test_each_opening_is_on_record_once() -> None:
    world = FakeWorld()
    officer = desk(world, with_picture_log())
    officer.get(f"/officer/case/{CASE}/review.json")
    officer.get(f"/officer/case/{CASE}/review.json")
    with world.ledger.reading() as work:
        verbs = [entry.act.verb for entry in work.audit.of_case(with_picture_log().id)]
    assert verbs == ["review-evidence", "review-evidence"]


def test_no_such_case_is_not_found() -> None:
    officer = desk(FakeWorld(), with_picture_log())
    assert officer.get("/officer/case/nobody/review.json").status_code == 404


def test_a_vehicle_put_elsewhere_is_outlined_there_beside_the_machines_own() -> None:
    put = FootprintMoved(track=measured.STRUCK, pts_s=measured.CONTACT_PTS_S, x_m=1.0, y_m=1.0)
    told = Correction(
        number=1,
        act=put,
        reason="The wheels stand on the line.",
        officer=examples.officer().id,
        officer_name="丙某",
        corrected_at=examples.NOON,
    )
    (camera,) = review_of(replace(with_picture_log(), corrections=(told,)))["cameras"]
    at = str(camera["contact_index"])

    assert camera["outlines_told"]["V1"][at] != camera["outlines"]["V1"][at]
    assert "V2" not in camera["outlines_told"]


def test_without_a_place_told_there_is_no_outline_told() -> None:
    (camera,) = review_of(with_picture_log())["cameras"]
    assert camera["outlines_told"] == {}


def test_what_might_have_been_is_told_in_steps_with_their_intervals() -> None:
    case = with_picture_log()
    answer = desk(FakeWorld(), case).get(f"/officer/case/{case.id}/suppositions.json")
    assert answer.headers["Cache-Control"] == "private, no-store"
    told = answer.get_json()["suppositions"]

    assert [(one["graded"], one["track"]) for one in told] == [("speed", "V2"), ("reaction", "V2")]
    for step in (step for one in told for step in one["steps"]):
        assert step["gap_m"][0] <= step["gap_m"][1]
        assert step["avoided"] in {"true", "false", "unknown"}
        assert len(step["t_s"]) == len(step["x_m"]) == len(step["heading_rad"])


def test_a_case_without_a_proposal_has_nothing_that_might_have_been() -> None:
    officer = desk(FakeWorld(), examples.reported_case("3"))
    answer = officer.get(f"/officer/case/{CASE}/suppositions.json")
    assert answer.get_json()["suppositions"] == []

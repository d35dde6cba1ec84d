"""What is written can be read again, says the same in the same bytes, and complains exactly."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.analysis_files import (
    AnalysisContent,
    canonical_bytes,
    from_document,
    read_document,
    to_document,
    verdict_document,
    write_document,
)
from accident_service.adapters.clip_liability import NO_SCENE, unmeasured
from accident_service.adapters.document_numbers import Json
from accident_service.adapters.fields import Fields
from accident_service.adapters.liability_records import abstention_record
from accident_service.errors import InvalidSite
from accident_service.reconstruction.result import Reconstruction
from tests.scenes.two_vehicles import CALIBRATION, TIMING, close_pass, rear_end


def document_of(found: Reconstruction | None) -> Json:
    return to_document(
        AnalysisContent(
            clip="clip",
            timing=TIMING,
            reconstruction=found,
            liability=abstention_record(NO_SCENE),
        )
    )


def read_back(path: Path, found: Reconstruction) -> Reconstruction:
    write_document(path, document_of(found))
    return from_document(read_document(path))


@pytest.mark.parametrize("found", [rear_end(), close_pass()], ids=["contact", "close pass"])
def test_a_reconstruction_survives_the_file(found: Reconstruction, tmp_path: Path) -> None:
    again = read_back(tmp_path / "result.json", found)

    assert again.collisions == found.collisions
    assert again.near_misses == found.near_misses
    assert again.timing == found.timing
    assert again.calibration == found.calibration
    for mine, theirs in zip(again.trajectories, found.trajectories, strict=True):
        assert (mine.id, mine.vehicle_class, mine.dimensions) == (
            theirs.id,
            theirs.vehicle_class,
            theirs.dimensions,
        )
        assert mine.pts_s == pytest.approx(theirs.pts_s, abs=1e-6)
        assert mine.xy_m == pytest.approx(theirs.xy_m, abs=1e-4)
        assert mine.heading_rad == pytest.approx(theirs.heading_rad, abs=1e-5)
        assert mine.speed_sigma_mps == pytest.approx(theirs.speed_sigma_mps, abs=1e-4)


def test_the_last_bits_of_a_sum_do_not_change_a_byte() -> None:
    found = rear_end()
    jittered = tuple(
        replace(one, xy_m=one.xy_m + np.finfo(np.float64).eps) for one in found.trajectories
    )

    again = replace(found, trajectories=jittered)

    assert canonical_bytes(document_of(again)) == canonical_bytes(document_of(found))


def test_a_mark_above_the_horizon_is_null_in_the_file_and_infinite_again(tmp_path: Path) -> None:
    lost = replace(CALIBRATION, leave_one_out_m=(0.1, float("inf"), 0.2))

    again = read_back(tmp_path / "result.json", replace(rear_end(), calibration=lost))

    assert again.calibration.leave_one_out_m == (0.1, float("inf"), 0.2)


def test_the_document_has_what_the_format_promises() -> None:
    document = json.loads(canonical_bytes(document_of(rear_end())))

    (contact,) = document["contacts"]
    assert contact["pair"] == ["t1", "t2"]
    assert contact["clock"] == {"t1": 6, "t2": 12}
    assert contact["delta_v_mps"] == {"t1": 2.5}
    assert contact["t_low_s"] <= contact["t_s"] <= contact["t_high_s"]
    assert set(document["tracks"][0]["poses"][0]) >= {
        "t_s", "x_m", "y_m", "heading_rad", "speed_mps", "acceleration_mps2",
        "sigma_x_m", "sigma_y_m", "sigma_heading_rad", "sigma_speed_mps",
        "sigma_acceleration_mps2",
    }  # fmt: skip
    assert document["liability"]["abstain"] is True
    assert document["liability"]["reasons"] == ["no-scene"]


def test_a_clip_without_a_scene_says_that_it_is_timing_only() -> None:
    document = document_of(None)

    assert document["verdict"] == {"code": "timing-only", "detail": ""}
    assert document["calibration"] is None


def test_a_verdict_is_a_document_too() -> None:
    document = verdict_document("clip", "empty", "clip.mp4 is empty", unmeasured("c", "why"))

    again = json.loads(canonical_bytes(document))
    assert again["verdict"]["code"] == "empty"
    assert again["tracks"] == again["contacts"] == []
    assert again["liability"]["abstain"] is True


def test_a_number_that_is_none_is_never_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_bytes({"x": float("nan")})


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"format": "something else"}, "format is 'something else'"),
        ({"timing": None}, "timing"),
        ({"calibration": {"leave_one_out_m": ["near"]}}, "leave_one_out_m"),
        ({"tracks": [{"id": "t1", "poses": []}]}, "poses"),
        ({"contacts": [{"pair": ["t1"]}]}, "pair"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_where(change: Json, complaint: str) -> None:
    table = json.loads(canonical_bytes(document_of(rear_end()))) | change

    with pytest.raises(InvalidSite, match=complaint):
        from_document(Fields("result.json", "", table))


@pytest.mark.proves("R4")
def test_writing_leaves_no_half_file(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    write_document(path, {"whole": True})

    with pytest.raises(ValueError, match="JSON"):
        write_document(path, {"broken": float("inf")})

    assert json.loads(path.read_text()) == {"whole": True}


def test_a_close_pass_comes_with_its_times_to_collision() -> None:
    document = document_of(rear_end())
    conflicts = document["conflicts"]
    assert isinstance(conflicts, list)
    (conflict,) = conflicts
    assert conflict["pair"] == ["t1", "t2"]
    assert conflict["least_ttc"]["ttc_s"] == 0.0
    assert conflict["pet"]["value_s"] == 0.0

"""The accident-analysis/1 document: what one analysis says, as the same bytes on every run.

Keys are sorted and numbers rounded far below their doubt; nothing of the machine, the moment
or the path is in it. `from_document` gives back the reconstruction to that rounding.
"""

import json
import math
import os
from dataclasses import dataclass, field
from pathlib import Path

from accident_service.adapters.contact_records import (
    conflict_record,
    contact_record,
    event_of,
    near_miss_of,
    near_miss_record,
)
from accident_service.adapters.document_numbers import Json, finite_or_null, moment, rounded
from accident_service.adapters.fields import Fields, read_json
from accident_service.adapters.timing_records import timing_of, timing_record
from accident_service.adapters.track_records import track_record, trajectory_of
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.collision.conflict import conflicts_of
from accident_service.reconstruction.looks import Appearance
from accident_service.reconstruction.result import (
    CalibrationSummary,
    Reconstruction,
    TimingSummary,
)

ANALYSIS_FORMAT = "accident-analysis/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisContent:
    """What goes into the document of one clip that could be read."""

    clip: str
    timing: TimingSummary
    reconstruction: Reconstruction | None = None
    looks: tuple[Appearance, ...] = ()
    liability: Json = field(default_factory=dict)
    image_tracks: tuple[Json, ...] = ()
    recording: Json = field(default_factory=dict)  # codec, size, damage: what the reader saw
    versions: Json = field(default_factory=dict)
    cannot: tuple[str, ...] = ()  # what this analysis could not do, in words


def to_document(content: AnalysisContent) -> Json:
    """The document of a clip that could be read."""
    found = content.reconstruction
    document: Json = {
        "format": ANALYSIS_FORMAT,
        "clip": content.clip,
        "verdict": {"code": "analysed" if found else "timing-only", "detail": ""},
        "tracks": [track_record(one, found.brake_onsets(one.id)) for one in found.trajectories]
        if found
        else [],
        "contacts": [contact_record(one) for one in found.collisions] if found else [],
        "near_misses": [near_miss_record(one) for one in found.near_misses] if found else [],
        "conflicts": [conflict_record(one) for one in conflicts_of(found.trajectories)]
        if found
        else [],
        "looks": [_look_record(one) for one in content.looks],
        "liability": content.liability,
        "timing": timing_record(content.timing),
        "recording": content.recording,
        "calibration": calibration_record(found.calibration) if found else None,
        "evidence_gate": _evidence_gate(content),
        "versions": content.versions,
        "cannot": list(content.cannot),
    }
    if content.image_tracks:
        document["image_tracks"] = list(content.image_tracks)
    return document


def verdict_document(clip: str, code: str, detail: str, liability: Json) -> Json:
    """The document of a clip that gave nothing: why, under a code that does not change."""
    return {
        "format": ANALYSIS_FORMAT,
        "clip": clip,
        "verdict": {"code": code, "detail": detail},
        "tracks": [],
        "contacts": [],
        "near_misses": [],
        "conflicts": [],
        "liability": liability,
        "timing": None,
        "calibration": None,
        "evidence_gate": {},
        "versions": {},
        "cannot": [detail],
    }


def calibration_record(calibration: CalibrationSummary) -> Json:
    """The camera's survey in the document; null for a mark put above the horizon."""
    return {
        "point_count": calibration.point_count,
        "residual_rms_px": rounded(calibration.residual_rms_px),
        "leave_one_out_m": [finite_or_null(error_m) for error_m in calibration.leave_one_out_m],
        "worst_leave_one_out_m": finite_or_null(calibration.worst_leave_one_out_m),
        "camera_height_m": rounded(calibration.camera_height_m),
        "vehicle_count": calibration.vehicle_count,
        "dash_count": calibration.dash_count,
        "scale_sigma_share": rounded(calibration.scale_sigma_share),
    }


def _look_record(look: Appearance) -> Json:
    return {
        "track": look.track,
        "colour": look.colour,
        "colour_share": rounded(look.colour_share),
        "plate": look.plate,
        "plate_share": rounded(look.plate_share),
        "plate_width_px": rounded(look.plate_width_px),
    }


def look_of(fields: Fields) -> Appearance:
    """How one vehicle looks, as a document says it; raises InvalidSite."""
    return Appearance(
        track=TrackId(fields.text("track")),
        colour=fields.text("colour"),
        colour_share=fields.number("colour_share", low=0, high=1),
        plate=fields.text("plate"),
        plate_share=fields.number("plate_share", low=0, high=1),
        plate_width_px=fields.number("plate_width_px", low=0),
    )


def _evidence_gate(content: AnalysisContent) -> Json:
    """The figures a proposal must be able to stand on, side by side."""
    share = content.timing.decoded_share
    found = content.reconstruction
    worst_m = found.calibration.worst_leave_one_out_m if found else math.inf
    return {
        "decoded_share": None if share is None else rounded(share),
        "new_pictures_per_s": rounded(content.timing.effective_rate_hz),
        "longest_gap_s": moment(content.timing.longest_gap_s),
        "repeated_share": rounded(content.timing.duplicate_count / content.timing.frame_count),
        "rate_doubt_share": rounded(content.timing.rate.interval_reach),
        "worst_leave_one_out_m": finite_or_null(worst_m),
    }


def from_document(document: Fields) -> Reconstruction:
    """The reconstruction a full document of ours describes.

    Raises:
        InvalidSite: A field is missing or cannot be used; the message says which.
    """
    if document.table.get("format") != ANALYSIS_FORMAT:
        raise document.refuse("format", f"'{ANALYSIS_FORMAT}'")
    return Reconstruction(
        trajectories=tuple(trajectory_of(track) for track in document.each("tracks")),
        collisions=tuple(event_of(contact) for contact in document.each("contacts")),
        near_misses=tuple(near_miss_of(miss) for miss in document.each("near_misses")),
        timing=timing_of(document.within("timing")),
        calibration=calibration_of(document.within("calibration")),
    )


def calibration_of(fields: Fields) -> CalibrationSummary:
    """The camera's survey, as a document says it; raises InvalidSite."""
    errors = fields.table.get("leave_one_out_m")
    if not isinstance(errors, list) or not all(
        error is None or isinstance(error, int | float) for error in errors
    ):
        raise fields.refuse("leave_one_out_m", "a list of numbers, null for infinite ones")
    return CalibrationSummary(
        point_count=int(fields.number("point_count", low=0)),
        residual_rms_px=fields.number("residual_rms_px", low=0),
        leave_one_out_m=tuple(math.inf if error is None else float(error) for error in errors),
        camera_height_m=fields.number("camera_height_m"),
        vehicle_count=int(fields.number("vehicle_count", low=0))
        if fields.has("vehicle_count")
        else 0,
        dash_count=int(fields.number("dash_count", low=0)) if fields.has("dash_count") else 0,
        scale_sigma_share=fields.number("scale_sigma_share", low=0)
        if fields.has("scale_sigma_share")
        else 0.0,
    )


def canonical_bytes(document: Json) -> bytes:
    """The document as bytes: sorted keys, no spaces, UTF-8, one newline at the end.

    Raises:
        ValueError: A number in it is not finite.
    """
    text = json.dumps(
        document, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return (text + "\n").encode()


def write_document(path: Path, document: Json) -> None:
    """Write the document whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        file.write(canonical_bytes(document))
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def read_document(path: Path) -> Fields:
    """The document's fields; raises InvalidSite when it is no JSON table."""
    return read_json(path)

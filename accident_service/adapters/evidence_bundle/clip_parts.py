"""What is drawn up from one clip's sealed result for people and programs outside.

Everything here can be made again from `result.json` and `scene.json` beside it; those are the
evidence, these are for reading.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from accident_service.adapters.camera_files import camera_record
from accident_service.adapters.document_numbers import Json, finite_or_null, rounded
from accident_service.adapters.evidence_bundle.archive import Part, json_part
from accident_service.adapters.evidence_bundle.geopackage import geopackage
from accident_service.adapters.evidence_bundle.road_file import road_file
from accident_service.adapters.evidence_bundle.scenario import ROAD_FILE, scenario
from accident_service.adapters.evidence_bundle.track_tables import contacts_csv, trajectories_csv
from accident_service.adapters.scene_files import SceneDescription, read_scene
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.evidence_parts import clip_folder
from accident_service.casework.evidence_ports import MeasuredClip
from accident_service.casework.ports import BlobStore, Site
from accident_service.errors import EvidenceInsufficient, InvalidSite
from accident_service.footage.clip import Custody, SealedClip, SealedOriginal
from accident_service.quantities.clocks import TimeWindow
from accident_service.reconstruction.calibration.fit import Calibration, calibrate
from accident_service.reconstruction.calibration.survey import Survey

CSV, XML = "text/csv", "application/xml"
MACHINES_WORD = frozenset({"liability", "looks"})  # of a result, what decides nothing
GPKG = "application/geopackage+sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipParts:
    """Draws up the parts of measured clips."""

    blobs: BlobStore
    site: Site | None
    made_at: datetime

    def of(self, measured: MeasuredClip, *, with_measurement_alone: bool) -> Iterator[Part]:
        """Timing and custody of every clip; the rest where it could be measured.

        Args:
            with_measurement_alone: Also the result without what the machine proposed and
                without plates it read, for those who are not given the whole.
        """
        folder, result = clip_folder(measured.clip.id), self._result(measured)
        timing = _timing(measured.clip, result)
        yield json_part(f"{folder}/timing.json", "timing-certificate", timing)
        if measured.record is None or result is None:
            return
        if with_measurement_alone:
            alone = {name: told for name, told in result.items() if name not in MACHINES_WORD}
            yield json_part(f"{folder}/measurement.json", "measurement", alone)
        yield from self._tables(folder, result)
        if measured.record.scene is not None:
            scene = self._scene(measured.record.scene)
            calibration = _calibration(scene.survey, result)
            yield json_part(f"{folder}/calibration.json", "calibration", calibration)
            yield from self._scenario(folder, result, scene)

    def _result(self, measured: MeasuredClip) -> dict[str, Any] | None:
        """The sealed result, read; None where there is none."""
        if measured.record is None:
            return None
        told = json.loads(self.blobs.open(measured.record.result))
        return told if isinstance(told, dict) else None

    def _tables(self, folder: str, result: dict[str, Any]) -> Iterator[Part]:
        coordinates_of = None if self.site is None else self.site.coordinates_of
        for name, kind, table in (
            ("trajectories.csv", "trajectories", trajectories_csv),
            ("contacts.csv", "contacts", contacts_csv),
        ):
            content = table(result, coordinates_of)
            yield Part(path=f"{folder}/{name}", kind=kind, media_type=CSV, content=content)
        if coordinates_of is not None:
            yield Part(
                path=f"{folder}/reconstruction.gpkg",
                kind="map",
                media_type=GPKG,
                content=geopackage(result, coordinates_of, self.made_at),
            )

    def _scenario(
        self, folder: str, result: dict[str, Any], scene: SceneDescription
    ) -> Iterator[Part]:
        road = road_file(scene.name, scene.road_map)
        if road is None:
            return
        for name, kind, content in (
            ("scenario.xosc", "scenario", scenario(result, self.made_at)),
            (ROAD_FILE, "road", road),
        ):
            yield Part(path=f"{folder}/{name}", kind=kind, media_type=XML, content=content)

    def _scene(self, scene: BlobRef) -> SceneDescription:
        with tempfile.TemporaryDirectory(prefix="scene-") as folder:
            path = Path(folder) / "scene.json"
            path.write_bytes(self.blobs.open(scene))
            return read_scene(path)


def _timing(clip: SealedClip, result: dict[str, Any] | None) -> Json:
    """When the clip was taken, by which clock, how it came here, and what its time is worth."""
    return {
        "format": "accident-timing-certificate/1",
        "clip": clip.id,
        "camera": clip.camera,
        "sha256": clip.sha256,
        "sm3": clip.sm3,
        "camera_clock": {
            **_span(TimeWindow(clip.from_at, clip.to_at)),
            "minus_true_time_s": rounded(clip.clock_offset_s.value),
            "sigma_s": rounded(clip.clock_offset_s.sigma),
            "start_doubt_s": rounded(clip.start_doubt_s),
        },
        "fetched_at": clip.fetched_at.isoformat(),
        "made_by": clip.made_by,
        "originals": [_original(one) for one in clip.originals],
        "gaps": [_span(gap) for gap in clip.gaps],
        "custody": None if clip.custody is None else _custody(clip.custody),
        "certificate": None if result is None else result.get("timing"),
        "recording": None if result is None else result.get("recording"),
    }


def _original(one: SealedOriginal) -> Json:
    return {
        **_span(TimeWindow(one.from_at, one.to_at)),
        "name": one.name,
        "sha256": one.sha256,
        "sm3": one.sm3,
        "size_bytes": one.size_bytes,
    }


def _custody(custody: Custody) -> Json:
    return {
        "source_kind": custody.source_kind,
        "source_address": custody.source_address,
        "asked_by": custody.asked_by,
        "asked_at": custody.asked_at.isoformat(),
        "received_at": custody.received_at.isoformat(),
        "asked_for": _span(custody.asked_for),
    }


def _span(span: TimeWindow) -> Json:
    return {"from_at": span.from_at.isoformat(), "to_at": span.to_at.isoformat()}


def _calibration(survey: Survey, result: dict[str, Any]) -> Json:
    """The camera as its survey places it, with every mark's residual and left-out error.

    `as_measured` is what the sealed result says of it; another version may fit it otherwise.
    """
    try:
        found = calibrate(survey)
    except (EvidenceInsufficient, InvalidSite) as fault:
        return {"format": "accident-calibration/1", "cannot": str(fault)}
    return {
        "format": "accident-calibration/1",
        "as_measured": result.get("calibration"),
        "camera": camera_record(found.camera),
        "residual_rms_px": rounded(found.summary.residual_rms_px),
        "worst_leave_one_out_m": finite_or_null(found.summary.worst_leave_one_out_m),
        "marks": [_mark(survey, found, index) for index in range(len(survey))],
    }


def _mark(survey: Survey, found: Calibration, index: int) -> Json:
    point, residual_px = survey.points[index], found.residual_px[index]
    left_out = found.summary.leave_one_out_m
    return {
        "pixel_px": [point.pixel_x_px, point.pixel_y_px],
        "ground_m": [point.x_m, point.y_m, point.z_m],
        "residual_px": [rounded(residual_px[0]), rounded(residual_px[1])],
        "left_out_error_m": finite_or_null(left_out[index]) if index < len(left_out) else None,
        "believed": index not in found.rejected,
    }

"""Reconstruct a sealed clip in a child process, and keep what it found as blobs."""

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from accident_service.adapters.analysis_files import (
    ANALYSIS_FORMAT,
    canonical_bytes,
    from_document,
    look_of,
)
from accident_service.adapters.analysis_runner import RESULT_NAME, AnalysisOutcome
from accident_service.adapters.camera_views_file import VIEWS_NAME
from accident_service.adapters.document_numbers import Json as Document
from accident_service.adapters.fields import Fields
from accident_service.adapters.keep_alive import kept_alive
from accident_service.adapters.picture_records import PICTURES_NAME
from accident_service.adapters.scene_documents import scene_document
from accident_service.adapters.ways import way_to
from accident_service.casefile.analysis import (
    FILM,
    AnalysisRecord,
    BlobRef,
    Exhibit,
    MeasuredContact,
    MeasuredVehicle,
    Way,
)
from accident_service.casework.ports import BlobStore, ProgressSink, Site
from accident_service.errors import BlobStoreUnavailable, CalibrationUnreliable, InvalidSite
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import CameraId, SiteId, TrackId
from accident_service.reconstruction.calibration.survey import Survey
from accident_service.reconstruction.collision.event import ContactSide
from accident_service.reconstruction.looks import Appearance
from accident_service.reconstruction.result import Reconstruction

JSON = "application/json"
MEDIA_TYPES = {".png": "image/png", ".svg": "image/svg+xml", ".mp4": FILM}


class ClipRunner(Protocol):
    """Runs one analysis where it can harm nobody; `AnalysisRunner` is the real one."""

    def analyse(
        self,
        clip: Path,
        scene: Path | None,
        out_dir: Path,
        *,
        exhibits: bool,
        progress: Callable[[float], None],
    ) -> AnalysisOutcome:
        """Analyse the clip into `out_dir`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAnalyst:
    """An `Analyst` that trusts a clip with nothing but a child process."""

    runner: ClipRunner
    blobs: BlobStore
    survey_of: Callable[[SiteId, CameraId], Survey]
    keep_alive_every_s: float

    def analyse(self, clip: SealedClip, site: Site, on_progress: ProgressSink) -> AnalysisRecord:
        """Reconstruct the clip and keep result and exhibits; see the port.

        Raises:
            BlobStoreUnavailable: There was no room for the work; worth another try.
        """
        scene = scene_document(
            site.name_en,
            self.survey_of(site.id, clip.camera),
            site.road_map,
            site.signals_for(clip),
        )
        try:
            with tempfile.TemporaryDirectory(prefix="analysis-") as folder:
                scene_path = Path(folder) / "scene.json"
                scene_path.write_bytes(canonical_bytes(scene))
                kept = self._kept(clip, site, self._outcome(clip, scene_path, on_progress))
                return replace(kept, scene=self.blobs.put(scene_path, JSON))
        except InvalidSite as fault:
            raise CalibrationUnreliable(f"the site's files cannot be used: {fault}") from fault
        except OSError as failure:
            raise BlobStoreUnavailable(f"the analysis had no room to work: {failure}") from failure

    def reconstruction(self, record: AnalysisRecord) -> Reconstruction:
        """The measured trajectories and contacts of a finished analysis; see the port."""
        return from_document(Fields(record.result.sha256, "", self._document(record.result)))

    def _outcome(
        self, clip: SealedClip, scene_path: Path, on_progress: ProgressSink
    ) -> AnalysisOutcome:
        with (
            self.blobs.local_path(original_of(clip)) as original,
            kept_alive(on_progress, every_s=self.keep_alive_every_s) as progress,
        ):
            return self.runner.analyse(
                original, scene_path, scene_path.parent / "out", exhibits=True, progress=progress
            )

    def _kept(self, clip: SealedClip, site: Site, outcome: AnalysisOutcome) -> AnalysisRecord:
        found = from_document(Fields(outcome.result_path.name, "", outcome.result))
        versions = outcome.result.get("versions")
        return AnalysisRecord(
            clip=clip.id,
            contact=_contact(found, _looks(outcome.result), site),
            vehicle_count=len(found.trajectories),
            decoded_share=found.timing.decoded_share,
            worst_leave_one_out_m=found.calibration.worst_leave_one_out_m,
            result=self.blobs.put(outcome.result_path, JSON),
            exhibits=self._exhibits(clip, outcome),
            views=self._beside(outcome, VIEWS_NAME),
            versions=tuple(sorted(versions.items())) if isinstance(versions, dict) else (),
            timing=found.timing,
            picture_log=self._beside(outcome, PICTURES_NAME),
        )

    def _exhibits(self, clip: SealedClip, outcome: AnalysisOutcome) -> tuple[Exhibit, ...]:
        """The pictures in the order of their index, named so that no two of a case share one."""
        unlisted = (VIEWS_NAME, PICTURES_NAME)
        documents = [path for path in outcome.exhibits if path.suffix == ".json"]
        (index_path,) = (path for path in documents if path.name not in unlisted)
        index = json.loads(index_path.read_text(encoding="utf-8"))
        return tuple(
            Exhibit(
                kind=entry["kind"],
                name=f"{clip.camera}-{entry['name']}",
                caption_zh=entry["caption_zh"],
                caption_en=entry["caption_en"],
                pts_s=entry["t_s"],
                blob=self.blobs.put(
                    index_path.parent / entry["name"], MEDIA_TYPES[Path(entry["name"]).suffix]
                ),
            )
            for entry in index
        )

    def _beside(self, outcome: AnalysisOutcome, name: str) -> BlobRef | None:
        """A document that lies among the exhibits and is none; None in old or partial outcomes."""
        paths = [path for path in outcome.exhibits if path.name == name]
        return self.blobs.put(paths[0], JSON) if paths else None

    def _document(self, result: BlobRef) -> dict[str, object]:
        document = json.loads(self.blobs.open(result))
        if not isinstance(document, dict):
            raise InvalidSite(f"{result.sha256} is no {ANALYSIS_FORMAT} document")
        return document


def original_of(clip: SealedClip) -> BlobRef:
    """The sealed bytes of a clip."""
    return BlobRef(sha256=clip.sha256, size_bytes=clip.size_bytes, media_type=clip.media_type)


def _looks(document: Document) -> dict[TrackId, Appearance]:
    told = Fields(RESULT_NAME, "", document)
    looks = [look_of(one) for one in told.each("looks")] if told.has("looks") else []
    return {look.track: look for look in looks}


def _contact(
    found: Reconstruction, looks: Mapping[TrackId, Appearance], site: Site
) -> MeasuredContact | None:
    """The first contact in time, in the figures a decision rests on."""
    event = min(found.collisions, key=lambda one: one.pts_s, default=None)
    if event is None:
        return None
    way_a, way_b = (
        way_to(found.trajectory(side.track), event.pts_interval_s.low, site)
        for side in (event.first, event.second)
    )
    return MeasuredContact(
        pts_s=event.pts_s,
        pts_interval_s=event.pts_interval_s,
        x_m=event.x_m,
        y_m=event.y_m,
        point_sigma_m=event.point_sigma_m,
        closing_speed_mps=event.closing_speed_mps.interval,
        vehicles=(
            _vehicle(found, event.first, looks, way_a),
            _vehicle(found, event.second, looks, way_b),
        ),
        coordinates=site.coordinates_of(event.x_m, event.y_m),
    )


def _vehicle(
    found: Reconstruction,
    side: ContactSide,
    looks: Mapping[TrackId, Appearance],
    way: Way | None,
) -> MeasuredVehicle:
    return MeasuredVehicle(
        track=side.track,
        vehicle_class=found.trajectory(side.track).vehicle_class,
        contact_clock=side.clock,
        speed_before_mps=side.speed_before_mps.interval,
        delta_v_mps=side.delta_v_mps.interval if side.delta_v_mps else None,
        look=looks.get(side.track),
        way=way,
    )

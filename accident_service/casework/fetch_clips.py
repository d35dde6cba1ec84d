"""Step 2: fetch the recordings and seal them before anyone decodes them."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from accident_service.casefile.case import Case
from accident_service.casework.camera_ports import CameraDiary, CameraKey, FetchNote
from accident_service.casework.ports import BlobStore, ClipSource, Clock, ProgressSink, SiteRegister
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import ClipSourceUnavailable, NoFootage
from accident_service.footage.camera import Camera
from accident_service.footage.clip import SealedClip
from accident_service.footage.health import FetchOutcome
from accident_service.footage.search import ClipRequest
from accident_service.quantities.identifiers import CameraId, ClipId

VIDEO = "video/mp4"


@dataclass(frozen=True, slots=True)
class FetchClips:
    """Ask each camera in order of rank; keep what it recorded, byte for byte."""

    sites: SiteRegister
    source_of: Callable[[Camera], ClipSource]
    blobs: BlobStore
    clock: Clock
    diary: CameraDiary | None = None  # None: nobody asks later how the cameras answered

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its sealed clips.

        Raises:
            NoFootage: None of the cameras kept the recording.
            ClipSourceUnavailable: A network did not answer; worth another try.
        """
        cameras = self._cameras(case)
        clips: list[SealedClip] = []
        missing: list[str] = []
        for request in case.clip_requests:
            try:
                clips.append(self._asked(case, request, cameras[request.camera]))
            except NoFootage as gap:
                missing.append(f"{request.camera}: {gap}")
        if not clips:
            raise NoFootage("; ".join(missing))
        sealed = tuple(clips)
        return lambda _unit, current: current.with_clips(sealed)

    def _asked(self, case: Case, request: ClipRequest, camera: Camera) -> SealedClip:
        """The sealed recording; how the request ended is noted either way."""
        try:
            sealed = self._sealed(request, camera)
        except NoFootage:
            self._note(case, camera, FetchOutcome.NO_RECORDING)
            raise
        except ClipSourceUnavailable:
            self._note(case, camera, FetchOutcome.NO_ANSWER)
            raise
        self._note(case, camera, FetchOutcome.FETCHED)
        return sealed

    def _note(self, case: Case, camera: Camera, outcome: FetchOutcome) -> None:
        if self.diary is not None and case.site is not None:
            self.diary.note_fetch(
                FetchNote(
                    case=case.id,
                    key=CameraKey(case.site, camera.id),
                    at=self.clock.now(),
                    outcome=outcome,
                )
            )

    def _cameras(self, case: Case) -> dict[CameraId, Camera]:
        if case.site is None:
            raise NoFootage(f"case {case.tracking_code} lies at no known site")
        return {camera.id: camera for camera in self.sites.site(case.site).cameras}

    def _sealed(self, request: ClipRequest, camera: Camera) -> SealedClip:
        with tempfile.TemporaryDirectory(prefix="fetch-") as folder:
            arrived = Path(folder) / "original"
            span = self.source_of(camera).fetch(request, arrived)
            blob = self.blobs.put(arrived, VIDEO)
        return SealedClip(
            id=ClipId(f"{request.camera}-{blob.sha256[:16]}"),
            camera=request.camera,
            source_key=camera.source_key,
            from_at=span.from_at,
            to_at=span.to_at,
            sha256=blob.sha256,
            size_bytes=blob.size_bytes,
            fetched_at=self.clock.now(),
            clock_offset_s=camera.clock_offset_s,
        )

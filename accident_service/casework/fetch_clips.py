"""Step 2: fetch the recordings and seal them before anyone decodes them."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casework.camera_ports import CameraDiary, CameraKey, FetchNote
from accident_service.casework.ports import ClipSource, Clock, ProgressSink, SiteRegister
from accident_service.casework.seal_delivery import Asked, SealDelivery
from accident_service.casework.unit_of_work import UnitOfWork
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import ClipSourceUnavailable, NoFootage
from accident_service.footage.camera import Camera
from accident_service.footage.clip import SealedClip
from accident_service.footage.health import FetchOutcome
from accident_service.footage.reuse import in_order_of_rank, sealed_for, with_those_before
from accident_service.footage.search import ClipRequest, soonest_gone_first
from accident_service.quantities.identifiers import CameraId, CaseId

ASKED_BY = "worker:fetch-clips"


@dataclass(frozen=True, slots=True)
class FetchClips:
    """Ask first who keeps it shortest; keep what was recorded, byte for byte, in order of rank."""

    sites: SiteRegister
    source_of: Callable[[Camera], ClipSource]
    seal: SealDelivery
    clock: Clock
    diary: CameraDiary | None = None  # None: nobody asks later how the cameras answered

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its sealed clips.

        Raises:
            NoFootage: None of the cameras kept the recording.
            ClipSourceUnavailable: A network did not answer; worth another try.
        """
        cameras, before = self._cameras(case), case.recordings.clips_before
        clips: list[SealedClip] = []  # sealed in an earlier round, and long enough
        fresh: list[SealedClip] = []
        missing: list[str] = []
        for number, request in enumerate(soonest_gone_first(case.clip_requests)):
            progress = _share_of(number, len(case.clip_requests), on_progress)
            kept = sealed_for(request, before)
            if kept is not None:
                clips.append(kept)
                continue
            try:
                fresh.append(self._asked(case, request, cameras[request.camera], progress))
            except NoFootage as gap:
                missing.append(f"{request.camera}: {gap}")
        sealed = in_order_of_rank(case.clip_requests, with_those_before((*clips, *fresh), before))
        if not sealed:
            raise NoFootage("; ".join(missing))
        sealed_at = self.clock.now()

        def change(unit: UnitOfWork, current: Case) -> Case:
            note_sealed(unit, current.id, tuple(fresh), sealed_at)
            return current.with_clips(sealed)

        return change

    def _asked(
        self, case: Case, request: ClipRequest, camera: Camera, on_progress: ProgressSink
    ) -> SealedClip:
        """The sealed recording; how the request ended is noted either way."""
        try:
            sealed = self._sealed(request, camera, on_progress)
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

    def _sealed(
        self, request: ClipRequest, camera: Camera, on_progress: ProgressSink
    ) -> SealedClip:
        asked = Asked(request=request, camera=camera, asked_by=ASKED_BY, asked_at=self.clock.now())
        with tempfile.TemporaryDirectory(prefix="fetch-") as folder:
            delivery = self.source_of(camera).fetch(request, Path(folder), on_progress)
            return self.seal(asked, delivery, on_progress)


def note_sealed(
    unit: UnitOfWork, case: CaseId, clips: tuple[SealedClip, ...], at: datetime
) -> None:
    """One line of the audit ledger for everything that was sealed, originals first."""
    for clip in clips:
        came = clip.custody
        source = (("source", came.source_kind), ("asked-by", came.asked_by)) if came else ()
        for one in clip.originals:
            detail = (("sha256", one.sha256), ("sm3", one.sm3), ("bytes", str(one.size_bytes)))
            _append(unit, case, at, "seal-original", (("clip", clip.id), *detail, *source))
        if clip.is_derivative:
            detail = (("clip", clip.id), ("sha256", clip.sha256), ("sm3", clip.sm3))
            of = (("of", ",".join(clip.original_hashes)), ("by", clip.made_by))
            _append(unit, case, at, "seal-derivative", (*detail, *of))


def _append(
    unit: UnitOfWork, case: CaseId, at: datetime, verb: str, detail: tuple[tuple[str, str], ...]
) -> None:
    unit.audit.append(AuditAct(at=at, actor=ASKED_BY, verb=verb, case=case, detail=detail))


def _share_of(number: int, count: int, on_progress: ProgressSink) -> ProgressSink:
    def told(share_done: float) -> None:
        on_progress((number + share_done) / count)

    return told

"""Step 2: fetch the recordings and seal them before anyone decodes them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casework.call_up import RegisterCallUp
from accident_service.casework.camera_ports import CameraDiary, CameraKey, FetchNote
from accident_service.casework.keep_sealed import FETCHING, KeepSealed
from accident_service.casework.ports import ClipSource, Clock, ProgressSink, SiteRegister
from accident_service.casework.seal_delivery import Asked, SealDelivery
from accident_service.casework.source_ports import Arrivals, share_of
from accident_service.casework.unit_of_work import UnitOfWork
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import ClipSourceUnavailable, NoFootage
from accident_service.footage.camera import Camera
from accident_service.footage.clip import SealedClip
from accident_service.footage.health import FetchOutcome
from accident_service.footage.reuse import (
    arrived_for,
    in_order_of_rank,
    sealed_for,
    with_those_before,
)
from accident_service.footage.search import ClipRequest, soonest_gone_first
from accident_service.quantities.identifiers import CameraId

# How long recordings that are here wait for those of cameras that do not answer. [design]
PATIENCE_S = 300.0


class _Round:
    """What this round of asking has come to."""

    def __init__(self, case: Case) -> None:
        self._requests = case.clip_requests
        self._before = case.recordings.clips_before
        self._arrived = case.recordings.arrived
        self.clips: list[SealedClip] = []
        self.asked_at: list[datetime] = []  # when those were asked for that came this round
        self.missing: list[str] = []
        self.unavailable: list[str] = []

    def has(self, request: ClipRequest) -> bool:
        """Is it here already, from an earlier round or an earlier try of this one?"""
        if (came := arrived_for(request, self._arrived)) is not None:
            self.add(came)
            return True
        if (kept := sealed_for(request, self._before)) is not None:
            self.clips.append(kept)
            return True
        return False

    def add(self, clip: SealedClip) -> None:
        """One more recording of this round."""
        self.clips.append(clip)
        if clip.custody is not None:
            self.asked_at.append(clip.custody.asked_at)

    def sealed(self) -> tuple[SealedClip, ...]:
        """All there is to work with, in order of rank."""
        return in_order_of_rank(self._requests, with_those_before(self.clips, self._before))


@dataclass(frozen=True, slots=True)
class FetchClips:
    """Ask first who keeps it shortest; keep what was recorded, byte for byte, in order of rank."""

    sites: SiteRegister
    source_of: Callable[[Camera], ClipSource]
    arrivals: Arrivals
    seal: SealDelivery
    clock: Clock
    keep: KeepSealed
    diary: CameraDiary | None = None  # None: nobody asks later how the cameras answered
    register: RegisterCallUp | None = None  # VID-16; None only where no network is asked

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its sealed clips.

        Every camera is asked before any is waited for; what has arrived is kept at once, so
        that another try asks only those that did not answer.

        Raises:
            NoFootage: None of the cameras kept the recording.
            ClipSourceUnavailable: A network did not answer; worth another try.
        """
        sealed = self.fetched(case, on_progress)

        def change(_unit: UnitOfWork, current: Case) -> Case:
            search = current.recordings.in_use(sealed)
            return replace(current.with_clips(sealed), recordings=search)

        return change

    def fetched(self, case: Case, on_progress: ProgressSink) -> tuple[SealedClip, ...]:
        """What the cameras of the case's requests gave, with what they gave before, by rank.

        Raises:
            NoFootage: None of the cameras kept the recording.
            ClipSourceUnavailable: A network did not answer; worth another try.
        """
        round_ = self._asked_all(case, on_progress)
        sealed = round_.sealed()
        if round_.unavailable and not self._waited_long_enough(round_):
            raise ClipSourceUnavailable("; ".join(round_.unavailable))
        if not sealed:
            raise NoFootage("; ".join(round_.missing))
        return sealed

    def _asked_all(self, case: Case, on_progress: ProgressSink) -> _Round:
        round_, cameras = _Round(case), self._cameras(case)
        for number, request in enumerate(soonest_gone_first(case.clip_requests)):
            if round_.has(request):
                continue
            progress = share_of(number, len(case.clip_requests), on_progress)
            try:
                clip = self._asked(case, request, cameras[request.camera], progress)
            except NoFootage as gap:
                round_.missing.append(f"{request.camera}: {gap}")
            except ClipSourceUnavailable as failure:
                round_.unavailable.append(str(failure))
            else:
                self.keep(case.id, clip)
                round_.add(clip)
        return round_

    def _waited_long_enough(self, round_: "_Round") -> bool:
        """One silent camera must not keep the others' recordings from being looked at for ever."""
        since_at = min(round_.asked_at, default=None)
        return since_at is not None and (self.clock.now() - since_at).total_seconds() > PATIENCE_S

    def _asked(
        self, case: Case, request: ClipRequest, camera: Camera, on_progress: ProgressSink
    ) -> SealedClip:
        """The sealed recording; registered before it is asked for, and how it ended noted."""
        if self.register is not None:
            self.register(case, camera, request)
        try:
            sealed = self._sealed(_asked_by(case), request, camera, on_progress)
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
        self, asked_by: str, request: ClipRequest, camera: Camera, on_progress: ProgressSink
    ) -> SealedClip:
        asked = Asked(request=request, camera=camera, asked_by=asked_by, asked_at=self.clock.now())
        with self.arrivals.room() as folder:
            delivery = self.source_of(camera).fetch(request, folder, on_progress)
            return self.seal(asked, delivery, on_progress)


def _asked_by(case: Case) -> str:
    """Who wants the recordings: the service by itself, or the officer who had it look further."""
    widening = case.recordings.newest
    return FETCHING if widening is None else f"officer:{widening.officer}"

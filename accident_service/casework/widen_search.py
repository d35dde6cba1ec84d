"""An officer has more recordings looked at; and what a case's cameras are, to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.recusal import demand_free_to_act
from accident_service.casefile.widen import WideningWish, sealed_so_far, widened
from accident_service.casework.camera_ports import AskedClip, CameraDiary
from accident_service.casework.camera_search import CameraSearch
from accident_service.casework.ports import Clock, Ledger, Step
from accident_service.errors import InvalidDecision, NoFootage, NotFound
from accident_service.footage.camera_view import CameraView
from accident_service.footage.clip import SealedClip
from accident_service.footage.search import ClipRequest
from accident_service.quantities.identifiers import CameraId, CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraLine:
    """One camera of the site as a case sees it: what it shows, what it was asked, what came."""

    view: CameraView
    request: ClipRequest | None
    asked: AskedClip | None  # how the newest request ended, as far as it has
    clips: tuple[SealedClip, ...]

    @property
    def could_tell(self) -> bool:
        """Does it see the place, or the way to it?"""
        return self.view.coverage.sees_place or bool(self.view.coverage.share_of_approach)


@dataclass(frozen=True, slots=True)
class WidenSearch:
    """Widen the window, add cameras; each in one transaction with the step it asks for."""

    ledger: Ledger
    clock: Clock
    search: CameraSearch
    diary: CameraDiary

    def __call__(self, case_id: CaseId, wish: WideningWish, officer: Officer) -> Case:
        """The case back where cameras are looked for.

        Raises:
            CaseMovedOn, InvalidDecision, NotPermitted, StepOutOfOrder: See `widened`; a camera
                that the site does not have is refused as well.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            demand_free_to_act(officer.id, work.proceedings.load(case_id).recusals)
            self._demand_known(case, wish)
            case = widened(case, wish, officer, at)
            work.cases.save(case)
            work.steps.request(case_id, Step.FIND_CLIPS)
            detail = (
                ("before-s", f"{wish.before_s:g}"),
                ("after-s", f"{wish.after_s:g}"),
                ("cameras", " ".join(wish.cameras)),
                ("reason", wish.reason.strip()),
            )
            actor = f"officer:{officer.id}"
            work.audit.append(
                AuditAct(at=at, actor=actor, verb="widen-search", case=case_id, detail=detail)
            )
        return case

    def cameras(self, case: Case) -> tuple[CameraLine, ...]:
        """Every camera of the site, best view first; none where the place is at no site."""
        try:
            views = self.search.views(case)
        except (NoFootage, NotFound):
            return ()
        asked = self.diary.asked_of(case.id)
        requests = {one.camera: one for one in case.clip_requests or _before(case)}
        return tuple(self._line(case, one, requests, asked) for one in views)

    def _line(
        self,
        case: Case,
        view: CameraView,
        requests: Mapping[CameraId, ClipRequest],
        asked: Mapping[CameraId, AskedClip],
    ) -> CameraLine:
        name = view.camera.id
        return CameraLine(
            view=view,
            request=requests.get(name),
            asked=asked.get(name),
            clips=tuple(one for one in sealed_so_far(case) if one.camera == name),
        )

    def _demand_known(self, case: Case, wish: WideningWish) -> None:
        known = {one.view.camera.id for one in self.cameras(case)}
        strangers = set(wish.cameras) - known
        if strangers:
            raise InvalidDecision(f"the site has no camera {', '.join(sorted(strangers))}")


def _before(case: Case) -> tuple[ClipRequest, ...]:
    """What the round before had asked for, while the new one has not begun."""
    return case.recordings.rounds[-1].clip_requests if case.recordings.rounds else ()

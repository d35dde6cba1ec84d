"""Whoever need not keep a recording, or soon overwrites it, is told at once to keep it.

The order goes out as a step of its own, beside the fetching: asked for in the transaction that
chooses the cameras, tried again until it is taken, and the same however often it is sent.
"""

from dataclasses import asdict, dataclass, replace
from typing import Protocol

from accident_service.casefile.case import Case
from accident_service.casefile.preserve import orders_due
from accident_service.casefile.recordings import PreservationOrder
from accident_service.casework.find_clips import FindClips
from accident_service.casework.ports import Clock, ProgressSink, Site, SiteRegister
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import NoFootage
from accident_service.footage.camera import Camera
from accident_service.footage.network import Approval, rules_of
from accident_service.footage.search import ClipRequest, soonest_gone_first

NOTICE_ZH = (
    "因处理道路交通事故需要，请立即保存下列录像，不得覆盖、删除或者修改，"
    "直至公安机关交通管理部门调取完毕。"
)
NOTICE_EN = (
    "For an accident under investigation: keep the recording named below as it is, and do not"
    " overwrite, delete or change it until the traffic police have fetched it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepThis:
    """One order as it goes out; `key` is the same however often it is sent.

    It names no party and no plate: whoever runs the camera need not know them.
    """

    key: str
    tracking_code: str
    network: str
    site: str
    camera: str
    camera_name_zh: str
    camera_name_en: str
    source_key: str
    from_at: str  # ISO 8601, UTC, by the camera's own clock
    to_at: str
    overwritten_at: str
    basis: tuple[str, ...]
    is_written_notice: bool  # the network is asked by notice, and this is it
    words_zh: str = NOTICE_ZH
    words_en: str = NOTICE_EN

    def fields(self) -> dict[str, object]:
        """The same as plain values."""
        return asdict(self)


class PreservationOrders(Protocol):
    """The way to those who keep recordings."""

    def send(self, order: KeepThis) -> str:
        """Hand it over; the keeper's own name for it, empty where it gives none.

        Raises:
            OutsideWorldFailed: It was not accepted; worth trying again.
        """
        ...


@dataclass(frozen=True, slots=True)
class PreserveClips:
    """The worker's step."""

    orders: PreservationOrders
    find: FindClips
    sites: SiteRegister
    clock: Clock

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with the orders that went out; unchanged where none was due.

        Raises:
            OutsideWorldFailed: An order was not taken; worth another try.
        """
        site, requests = self._requests(case)
        if site is None:
            return lambda _unit, current: current
        cameras = {one.id: one for one in site.cameras}
        sent = []
        for request in soonest_gone_first(orders_due(case, requests, self.clock.now())):
            receipt = self.orders.send(_keep_this(case, site, cameras[request.camera], request))
            sent.append(self._noted(request, receipt))
        return lambda _unit, current: _with_orders(current, tuple(sent))

    def _requests(self, case: Case) -> tuple[Site | None, tuple[ClipRequest, ...]]:
        if case.clip_requests and case.site is not None:
            return self.sites.site(case.site), case.clip_requests
        try:
            return replace(self.find, diary=None).requests(case)
        except NoFootage:
            return None, ()

    def _noted(self, request: ClipRequest, receipt: str) -> PreservationOrder:
        return PreservationOrder(
            camera=request.camera,
            from_at=request.from_at,
            to_at=request.to_at,
            kept_until_at=request.kept_until_at or request.to_at,
            ordered_at=self.clock.now(),
            receipt=receipt,
        )


def _keep_this(case: Case, site: Site, camera: Camera, request: ClipRequest) -> KeepThis:
    rules = rules_of(camera.network)
    span = f"{request.from_at.isoformat()}/{request.to_at.isoformat()}"
    return KeepThis(
        key=f"{case.id}-{camera.id}-{span}",
        tracking_code=case.tracking_code,
        network=camera.network.value,
        site=site.id,
        camera=camera.id,
        camera_name_zh=camera.name_zh,
        camera_name_en=camera.name_en,
        source_key=camera.source_key,
        from_at=request.from_at.isoformat(),
        to_at=request.to_at.isoformat(),
        overwritten_at=(request.kept_until_at or request.to_at).isoformat(),
        basis=rules.legal_basis,
        is_written_notice=rules.approval is Approval.NOTICE,
    )


def _with_orders(case: Case, sent: tuple[PreservationOrder, ...]) -> Case:
    if not sent:
        return case
    recordings = replace(case.recordings, orders=(*case.recordings.orders, *sent))
    return replace(case, version=case.version + 1, recordings=recordings)

"""Before a network is asked, the request stands in the register; both in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casework.call_up_ports import CallUp
from accident_service.casework.ports import Clock, Ledger, SiteRegister, UnitOfWork
from accident_service.footage.camera import Camera
from accident_service.footage.network import rules_of
from accident_service.footage.search import ClipRequest
from accident_service.quantities.identifiers import SiteId

# Before an officer has the case, the service asks for the unit in whose district it lies.
THE_SERVICE = "事故处理系统（自动）"
REASON = "处理道路交通事故"
OF_THE_DISTRICT = "辖区交警（{code}）"


@dataclass(frozen=True, slots=True)
class RegisterCallUp:
    """Enters requests, and says so in the audit ledger."""

    ledger: Ledger
    sites: SiteRegister
    clock: Clock

    def __call__(self, case: Case, camera: Camera, request: ClipRequest) -> None:
        """Enter one request; one that stands there already is left as it is."""
        if case.site is None:
            return
        at = self.clock.now()
        district = OF_THE_DISTRICT.format(code=self.sites.site(case.site).admin_code)
        with self.ledger.transaction() as work:
            holder = _holder(work, case, at) or Holder(district, THE_SERVICE)
            entry = _entry(case, camera, request, holder, at)
            if work.call_ups.enter(entry):
                work.audit.append(_act(entry))


class Holder(NamedTuple):
    """For whom the request is made."""

    unit: str
    name: str


def _holder(work: UnitOfWork, case: Case, at: datetime) -> Holder | None:
    """The officer who widened the search, decided to refer, or has the case in hand."""
    newest = case.recordings.newest
    if newest is not None:
        return Holder(newest.unit_name, newest.officer_name)
    if case.decision is not None:
        return Holder(case.decision.officer.unit_name, case.decision.officer.name)
    claim = work.desk.claim(case.id)
    if claim is not None and claim.holds_at(at):
        return Holder(claim.unit, claim.officer_name)
    return None


def _act(entry: CallUp) -> AuditAct:
    return AuditAct(
        at=entry.at,
        actor="worker:fetch-clips",
        verb="call-up",
        case=entry.case,
        detail=(
            ("camera", entry.camera),
            ("network", entry.network.value),
            ("unit", entry.unit),
            ("name", entry.name),
        ),
    )


def _entry(
    case: Case, camera: Camera, request: ClipRequest, holder: Holder, at: datetime
) -> CallUp:
    rules = rules_of(camera.network)
    newest = case.recordings.newest
    why = newest.reason if newest else request.reason_zh
    return CallUp(
        at=at,
        case=case.id,
        tracking_code=case.tracking_code,
        network=camera.network,
        site=case.site or SiteId(""),
        camera=camera.id,
        from_at=request.from_at,
        to_at=request.to_at,
        reason=f"{REASON}：{why}",
        unit=holder.unit,
        name=holder.name,
        basis="、".join((*rules.legal_basis, *rules.register_basis)),
        due=rules.register_due,
    )

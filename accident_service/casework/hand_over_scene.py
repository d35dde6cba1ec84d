"""A referred case is pushed to the dispatch, and the officers who go find all that is known.

The push is a step like any other: asked for in the transaction that refers the case, carried
out by a worker, tried again until the dispatch takes it, never lost. It shows no name, no
full phone and no full plate; the whole sheet is read by an officer who has signed in.
"""

from dataclasses import asdict, dataclass, replace
from typing import Protocol

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.hand_over import HandOver
from accident_service.casefile.masking import masked_phone, masked_plate
from accident_service.casefile.stage import Stage
from accident_service.casework.place_of_accident import place_of
from accident_service.casework.ports import (
    Clock,
    Ledger,
    ProgressSink,
    SiteRegister,
)
from accident_service.casework.worker_step import CaseChange
from accident_service.errors import NoFootage, NotFound, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId

MEASURED, PHONE, SITE = "measured", "phone", "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place by coordinates in the system named, and how it is known."""

    latitude_deg: float
    longitude_deg: float
    system: str
    known_by: str  # MEASURED, PHONE or SITE
    accuracy_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What goes out to the dispatch; `key` is the same however often it is sent."""

    key: str
    tracking_code: str
    occurred_at: str  # ISO 8601, UTC
    place_zh: str
    place_en: str
    words: str
    spot: Spot | None
    why: str
    routing: str
    parties: tuple[tuple[str, str, str], ...]  # letter, masked plate, masked phone
    vehicles_seen: int
    clips: int
    photos: int
    sheet: str  # the address of the whole, for who has signed in

    def fields(self) -> dict[str, object]:
        """The same as plain values."""
        return asdict(self)


class Dispatch(Protocol):
    """Those who send somebody to the scene."""

    def send(self, pushed: Pushed) -> str:
        """Hand it over; the dispatch's own number for it, empty where it gives none.

        Raises:
            OutsideWorldFailed: It was not accepted; worth trying again.
        """
        ...


@dataclass(frozen=True, slots=True)
class HandOverToScene:
    """The worker's step: push it, and note on the case that it has arrived."""

    dispatch: Dispatch
    sites: SiteRegister
    clock: Clock
    public_url: str

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        """The case with its hand-over.

        Raises:
            OutsideWorldFailed: The dispatch did not take it; worth another try.
        """
        if case.hand_over is not None:
            return lambda _unit, current: current
        receipt = self.dispatch.send(pushed_of(case, self.sites, self.public_url))
        done = HandOver(pushed_at=self.clock.now(), receipt=receipt)
        return lambda _unit, current: _noted(current, done)


@dataclass(frozen=True, slots=True)
class TakeOver:
    """An officer says that they go there."""

    ledger: Ledger
    clock: Clock

    def __call__(self, case_id: CaseId, officer: Officer) -> Case:
        """The case with the officer's name; a second click changes nothing.

        Raises:
            StepOutOfOrder: It has not been handed over.
            Conflict: A colleague goes already.
        """
        at = self.clock.now()
        with self.ledger.transaction() as work:
            case = work.cases.load(case_id)
            if case.stage is not Stage.REFERRED or case.hand_over is None:
                raise StepOutOfOrder(f"case {case.tracking_code} has not been handed over yet")
            taken = case.hand_over.taken_over(officer.name, at)
            if taken is case.hand_over:
                return case
            case = _noted(case, taken)
            work.cases.save(case)
            actor = f"officer:{officer.id}"
            work.audit.append(AuditAct(at=at, actor=actor, verb="take-over-scene", case=case_id))
        return case


def pushed_of(case: Case, sites: SiteRegister, public_url: str) -> Pushed:
    """What the dispatch is told of a case."""
    place_zh, place_en = place_of(case, sites)
    analysis = case.primary_analysis
    return Pushed(
        key=f"{case.id}-hand-over",
        tracking_code=case.tracking_code,
        occurred_at=case.report.occurred_at.isoformat(),
        place_zh=place_zh,
        place_en=place_en,
        words=case.report.place.words,
        spot=spot_of(case, sites),
        why=case.decision.reason if case.decision else "",
        routing=case.report.routing.code,
        parties=tuple(
            (one.letter.value, masked_plate(one.vehicle.plate), masked_phone(one.phone))
            for one in case.parties
        ),
        vehicles_seen=analysis.vehicle_count if analysis else 0,
        clips=len(case.clips),
        photos=len(case.photos),
        sheet=f"{public_url}/officer/case/{case.id}/scene",
    )


def spot_of(case: Case, sites: SiteRegister) -> Spot | None:
    """Where to drive: as measured, else as a phone said, else the middle of the site."""
    analysis = case.primary_analysis
    measured = analysis.contact.coordinates if analysis and analysis.contact else None
    if measured is not None:
        return Spot(
            latitude_deg=measured.latitude_deg,
            longitude_deg=measured.longitude_deg,
            system="wgs84",
            known_by=MEASURED,
        )
    told = case.report.place.coordinates
    if told is not None:
        return Spot(
            latitude_deg=told.latitude_deg,
            longitude_deg=told.longitude_deg,
            system=told.system.value,
            known_by=PHONE,
            accuracy_m=told.accuracy_m,
        )
    try:
        site, (x_m, y_m), sigma_m = sites.locate(case.report.place)
    except (NoFootage, NotFound):
        return None
    middle = site.coordinates_of(x_m, y_m)
    return Spot(
        latitude_deg=middle.latitude_deg,
        longitude_deg=middle.longitude_deg,
        system="wgs84",
        known_by=SITE,
        accuracy_m=2 * sigma_m,
    )


def _noted(case: Case, hand_over: HandOver) -> Case:
    return replace(case, version=case.version + 1, hand_over=hand_over)

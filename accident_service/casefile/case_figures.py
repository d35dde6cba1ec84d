"""What a city counts of one case: where, when, how it went; nothing of anybody.

A place is rounded to a grid of about 30 m before it is kept here, and no plate, name or phone
is: lists and maps made of these say nothing of a person.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from accident_service.casefile import happenings
from accident_service.casefile.analysis import Coordinates
from accident_service.casefile.case import Case
from accident_service.casefile.compass import direction_in_words
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.stage import Stage
from accident_service.casefile.summary import CaseRecords
from accident_service.casefile.time_limits_of import RunningLimit, Timetable
from accident_service.casefile.working_days import beijing_date
from accident_service.quantities.identifiers import CameraId, SiteId, UnitId
from accident_service.reports.place import CoordinateSystem

# 0.00027 degrees of latitude are 30 m; of longitude 0.00045 are 30 m at 53 degrees north, the
# north end of the country, and more further south.
LATITUDE_CELL_DEG = 0.00027
LONGITUDE_CELL_DEG = 0.00045


class Ended(StrEnum):
    """How a case ended, or that it has not."""

    OPEN = "open"
    REMOTE = "remote"  # determined or certified without anybody driving there
    AGREED = "agreed"
    SCENE = "scene"  # referred


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTimes:
    """When a worker's steps were done first; None while they are not."""

    cameras_known_at: datetime | None = None
    proposed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFigures:
    """One case as counted.

    `cell` is the place on the grid, None where it is known in words only; `road` and `towards`
    name the approach on which both vehicles went the same way, empty elsewhere. `overridden`
    is None where no officer has judged a proposal. `limits_kept` and `limits_late` count the
    police's time limits that are settled; `open_due_on` is the next that is not.
    """

    filed_at: datetime
    occurred_at: datetime
    unit: UnitId | None
    site: SiteId | None
    cell: tuple[int, int] | None
    road_zh: str
    road_en: str
    towards: str
    rule_code: str | None
    camera: CameraId | None
    ended: Ended
    proposed: bool
    abstained: bool
    overridden: bool | None
    leave_s: int | None
    proposal_s: int | None
    determination_s: int | None
    limits_kept: int
    limits_late: int
    open_due_on: date | None


def figures_of(records: CaseRecords, timetable: Timetable, steps: StepTimes) -> CaseFigures:
    """What is counted of the case as it stands."""
    case, filed_at = records.case, records.case.report.filed_at
    proposal = case.machine_proposal or case.proposal
    road = _approach(case)
    limits = _limits_of_police(records, timetable)
    made = records.determination
    unmet = [one.deadline.due_on for one in limits if one.met_at is None]
    kept = [_is_kept(one) for one in limits if one.met_at is not None]
    return CaseFigures(
        filed_at=filed_at,
        occurred_at=case.report.occurred_at,
        unit=case.decision.officer.unit if case.decision else None,
        site=case.site,
        cell=_cell(_coordinates(case)),
        road_zh=road[0],
        road_en=road[1],
        towards=road[2],
        rule_code=proposal.rule_code if proposal else None,
        camera=_camera(case),
        ended=_ended(case),
        proposed=proposal is not None and not proposal.abstained,
        abstained=proposal is not None and proposal.abstained,
        overridden=_overridden(case),
        leave_s=_since(filed_at, steps.cameras_known_at),
        proposal_s=_since(filed_at, steps.proposed_at),
        determination_s=_since(filed_at, made.issued_at if made else None),
        limits_kept=sum(kept),
        limits_late=len(kept) - sum(kept),
        open_due_on=min(unmet, default=None),
    )


def middle_of(cell: tuple[int, int]) -> Coordinates:
    """The middle of a cell of the grid."""
    return Coordinates((cell[0] + 0.5) * LATITUDE_CELL_DEG, (cell[1] + 0.5) * LONGITUDE_CELL_DEG)


def _cell(at: Coordinates | None) -> tuple[int, int] | None:
    if at is None:
        return None
    return int(at.latitude_deg // LATITUDE_CELL_DEG), int(at.longitude_deg // LONGITUDE_CELL_DEG)


def _coordinates(case: Case) -> Coordinates | None:
    analysis = case.primary_analysis
    if analysis is not None and analysis.contact is not None and analysis.contact.coordinates:
        return analysis.contact.coordinates
    told = case.report.place.coordinates
    if told is None or told.system is not CoordinateSystem.WGS84:
        return None  # a shifted system would put it on another road
    return Coordinates(told.latitude_deg, told.longitude_deg)


def _approach(case: Case) -> tuple[str, str, str]:
    """Road in both languages and which way, where both vehicles went that way on it."""
    analysis = case.primary_analysis
    contact = analysis.contact if analysis else None
    ways = [one.way for one in contact.vehicles if one.way] if contact else []
    if len(ways) != 2 or not ways[0].road_zh or ways[0].road_zh != ways[1].road_zh:
        return "", "", ""
    led, behind = (direction_in_words(one.bearing_rad.interval) for one in ways)
    if led != behind:
        return "", "", ""
    return ways[0].road_zh, ways[0].road_en, led.zh


def _camera(case: Case) -> CameraId | None:
    analysis = case.primary_analysis
    used = analysis.clip if analysis else None
    return next((one.camera for one in case.clips if one.id == used), None)


def _ended(case: Case) -> Ended:
    if case.stage in {Stage.DETERMINED, Stage.CERTIFIED}:
        return Ended.REMOTE
    if case.stage is Stage.AGREED:
        return Ended.AGREED
    return Ended.SCENE if case.stage is Stage.REFERRED else Ended.OPEN


def _overridden(case: Case) -> bool | None:
    """Did the officer judge otherwise than the machine had proposed by itself?"""
    machine, decided = case.machine_proposal or case.proposal, case.decision
    if machine is None or machine.abstained or decided is None:
        return None
    if decided.kind is DecisionKind.CONFIRM:
        stood = case.proposal
        return stood is None or dict(stood.grades) != dict(machine.grades)
    return None if decided.kind is DecisionKind.REFER else True


def _since(filed_at: datetime, then_at: datetime | None) -> int | None:
    return None if then_at is None else max(0, round((then_at - filed_at).total_seconds()))


def _limits_of_police(records: CaseRecords, timetable: Timetable) -> tuple[RunningLimit, ...]:
    told = [*happenings.of_case(records.case), *happenings.of_proceedings(records.proceedings)]
    if records.determination is not None:
        told += happenings.of_determination(records.determination)
    if records.certificate is not None:
        told += happenings.of_certificate(records.certificate)
    return timetable.of(told).of_police()


def _is_kept(limit: RunningLimit) -> bool:
    return limit.met_at is not None and beijing_date(limit.met_at) <= limit.deadline.due_on

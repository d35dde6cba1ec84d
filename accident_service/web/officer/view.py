"""A case arranged for the officer's eye; nothing is computed here that is not in the file."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.analysis import AnalysisRecord, Exhibit, MeasuredVehicle
from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.errors import NotFound
from accident_service.footage.camera import Camera
from accident_service.footage.clip import SealedClip
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR
from accident_service.reconstruction.looks import colours_agree, plate_likeness
from accident_service.reports.party import Party, PartyLetter
from accident_service.web.service import casework


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """How far a vehicle in the picture looks like the one a party described."""

    letter: PartyLetter
    colour: bool | None  # None where either is not told
    plate: float  # share of characters that agree, 0 where none was read


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleFigures:
    """One vehicle of the contact, and whose it is as far as is known."""

    vehicle: MeasuredVehicle
    party: Party | None
    proposed: Grade | None
    resembles: tuple[Resemblance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFigures:
    """The contact's numbers, doubts at k = 2."""

    analysis: AnalysisRecord
    point_doubt_m: float
    contact_at: datetime | None  # by true time; the camera clock's error is taken out
    clock_doubt_s: float
    vehicles: tuple[VehicleFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipView:
    """A sealed clip beside its camera and its analysis."""

    clip: SealedClip
    camera: Camera | None
    analysis: AnalysisRecord | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibits:
    """The pictures by kind; stills in the order of time; films for context."""

    stills: tuple[Exhibit, ...]
    plans: tuple[Exhibit, ...]
    curves: tuple[Exhibit, ...]
    films: tuple[Exhibit, ...]
    at_contact: Exhibit | None


def graded_in_order(case: Case) -> list[tuple[TrackId, Grade]]:
    """Who bears what by the proposal, party A first, as every other list of the page has it."""
    if case.proposal is None:
        return []
    tracks = case.party_tracks

    def place(graded: tuple[TrackId, Grade]) -> str:
        letter = tracks.party_of(graded[0]) if tracks else None
        return letter.value if letter else "-"

    return sorted(case.proposal.grades, key=place)


def grouped_exhibits(case: Case) -> Exhibits:
    """All exhibits of the analysis the proposal rests on."""
    analysis = case.primary_analysis
    everything = analysis.pictures if analysis else ()
    stills = [one for one in everything if one.kind == "still"]
    return Exhibits(
        stills=tuple(sorted(stills, key=lambda one: one.pts_s or 0.0)),
        plans=tuple(one for one in everything if one.kind == "plan"),
        curves=tuple(one for one in everything if one.kind not in ("still", "plan")),
        films=analysis.films if analysis else (),
        at_contact=_nearest(stills, analysis),
    )


def figures_of(case: Case) -> ContactFigures | None:
    """The contact in figures, or None where none was measured."""
    analysis = case.primary_analysis
    if analysis is None or analysis.contact is None:
        return None
    proposed = dict(case.proposal.grades) if case.proposal else {}
    return ContactFigures(
        analysis=analysis,
        point_doubt_m=COVERAGE_FACTOR * analysis.contact.point_sigma_m,
        contact_at=_contact_at(case, analysis),
        clock_doubt_s=_clock_doubt_s(case, analysis),
        vehicles=tuple(
            VehicleFigures(
                vehicle=vehicle,
                party=_owner(case, vehicle.track),
                proposed=proposed.get(vehicle.track),
                resembles=_resemblances(case, vehicle),
            )
            for vehicle in analysis.contact.vehicles
        ),
    )


def measured_clock(case: Case) -> dict[str, int]:
    """Where each party's vehicle was touched as the footage shows it, by party letter."""
    figures = figures_of(case)
    vehicles = figures.vehicles if figures else ()
    return {one.party.letter: one.vehicle.contact_clock for one in vehicles if one.party}


def clips_of(case: Case) -> tuple[ClipView, ...]:
    """Every sealed clip."""
    cameras = _cameras(case)
    analyses = {analysis.clip: analysis for analysis in case.analyses}
    return tuple(
        ClipView(clip=clip, camera=cameras.get(clip.camera), analysis=analyses.get(clip.id))
        for clip in case.clips
    )


def obstacles_to_confirming(case: Case, officer: Officer) -> tuple[LazyString, ...]:
    """What stands between this proposal and a confirmation; `decide` has the last word."""
    checks: tuple[tuple[bool, LazyString], ...] = (
        (
            not officer.may_decide_simple_procedure,
            lazy_gettext("You are not recorded as qualified for the simple procedure."),
        ),
        (
            case.proposal is None or case.proposal.abstained,
            lazy_gettext("There is no proposal to confirm."),
        ),
        (
            case.proposal is not None and not case.proposal.abstained and not case.party_tracks,
            lazy_gettext("It is not settled yet which vehicle in the picture is whose."),
        ),
        (
            case.proposal is not None and len(case.proposal.grades) > len(PartyLetter),
            lazy_gettext("Three or more vehicles answer here: refer the chain, or amend."),
        ),
        (
            case.party(PartyLetter.B) is None,
            lazy_gettext("Party B has not given an account yet."),
        ),
        (
            case.party(PartyLetter.B) is not None and not case.jointly_applied,
            lazy_gettext("The parties have not both applied for the online determination."),
        ),
    )
    return tuple(words for stands_in_the_way, words in checks if stands_in_the_way)


def bearing_of_x(case: Case) -> float:
    """Which way the plan's +x points, clockwise from north in radians; east where none is known."""
    try:
        return casework().sites.site(case.site).bearing_rad(0.0) if case.site else math.pi / 2
    except NotFound:
        return math.pi / 2


def _nearest(stills: list[Exhibit], analysis: AnalysisRecord | None) -> Exhibit | None:
    if analysis is None or analysis.contact is None:
        return None
    pts_s = analysis.contact.pts_s
    return min(stills, key=lambda one: abs((one.pts_s or 0.0) - pts_s), default=None)


def _contact_at(case: Case, analysis: AnalysisRecord) -> datetime | None:
    clip = next((one for one in case.clips if one.id == analysis.clip), None)
    if clip is None or analysis.contact is None:
        return None
    since_start = timedelta(seconds=analysis.contact.pts_s - clip.time_offset_s.value)
    return clip.from_at + since_start


def _clock_doubt_s(case: Case, analysis: AnalysisRecord) -> float:
    clip = next((one for one in case.clips if one.id == analysis.clip), None)
    return 0.0 if clip is None else COVERAGE_FACTOR * clip.time_offset_s.sigma


def _resemblances(case: Case, vehicle: MeasuredVehicle) -> tuple[Resemblance, ...]:
    look = vehicle.look
    if look is None:
        return ()
    parties = (case.party(letter) for letter in PartyLetter)
    return tuple(
        Resemblance(
            letter=party.letter,
            colour=colours_agree(look.colour, party.vehicle.colour),
            plate=plate_likeness(look.plate, party.vehicle.plate),
        )
        for party in parties
        if party is not None
    )


def _owner(case: Case, track: TrackId) -> Party | None:
    letter = case.party_tracks.party_of(track) if case.party_tracks else None
    return case.party(letter) if letter else None


def _cameras(case: Case) -> Mapping[str, Camera]:
    if case.site is None:
        return {}
    try:
        return {camera.id: camera for camera in casework().sites.site(case.site).cameras}
    except NotFound:
        return {}

"""The cameras' diary and the surveys' book in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from accident_service.casework.camera_ports import (
    AccidentPlace,
    AskedClip,
    CameraKey,
    CameraStill,
    FetchNote,
    KeptSurvey,
    PlaceOutcome,
    PlaceTally,
    ReadingNote,
    WantedClip,
)
from accident_service.errors import CalibrationUnreliable, CaseMovedOn
from accident_service.footage.health import FetchHistory, FetchOutcome, health_begins_at
from accident_service.quantities.identifiers import CameraId, CaseId, SiteId
from accident_service.reconstruction.calibration.survey import Survey


@dataclass(slots=True)
class FakeCameraDiary:
    """Keeps every note."""

    places_noted: dict[CaseId, AccidentPlace] = field(default_factory=dict)
    wanted: dict[tuple[CaseId, CameraKey], WantedClip] = field(default_factory=dict)
    fetches: list[FetchNote] = field(default_factory=list)
    read: list[ReadingNote] = field(default_factory=list)
    closed: set[CaseId] = field(default_factory=set)  # cases that have ended
    asked: dict[CaseId, dict[CameraId, AskedClip]] = field(default_factory=dict)

    def note_place(self, place: AccidentPlace, wanted: Sequence[WantedClip]) -> None:
        """The last note stands."""
        self.places_noted[place.case] = place
        for kept in [one for one in self.wanted if one[0] == place.case]:
            del self.wanted[kept]
        self.wanted |= {(one.case, one.key): one for one in wanted}
        self.asked[place.case] = {
            one.key.camera: AskedClip(kept_until_at=one.kept_until_at) for one in wanted
        }

    def note_fetch(self, note: FetchNote) -> None:
        """An answer ends the waiting."""
        self.fetches.append(note)
        of_case = self.asked.get(note.case, {})
        if note.key.camera in of_case:
            of_case[note.key.camera] = replace(
                of_case[note.key.camera], outcome=note.outcome, at=note.at
            )
        if note.outcome is not FetchOutcome.NO_ANSWER:
            self.wanted.pop((note.case, note.key), None)

    def asked_of(self, case: CaseId) -> Mapping[CameraId, AskedClip]:
        """What was noted last."""
        return dict(self.asked.get(case, {}))

    def note_reading(self, note: ReadingNote) -> None:
        """Keep it."""
        self.read.append(note)

    def histories(
        self, cameras: Sequence[CameraKey], *, now_at: datetime
    ) -> Mapping[CameraKey, FetchHistory]:
        """Count what was kept."""
        return {
            key: _history([one for one in self.fetches if one.key == key], now_at)
            for key in {one.key for one in self.fetches} & set(cameras)
        }

    def last_readings(self, cameras: Sequence[CameraKey]) -> Mapping[CameraKey, ReadingNote]:
        """The last of each camera."""
        return {one.key: one for one in self.read if one.key in cameras}

    def readings(self, key: CameraKey, *, limit: int) -> tuple[ReadingNote, ...]:
        """Newest first."""
        return tuple([one for one in reversed(self.read) if one.key == key][:limit])

    def waiting(self) -> tuple[WantedClip, ...]:
        """Of cases that have not ended."""
        left = [one for one in self.wanted.values() if one.case not in self.closed]
        return tuple(sorted(left, key=lambda one: (one.kept_until_at, one.case, one.key.camera)))

    def places(self, *, since: datetime, site: SiteId | None = None) -> tuple[AccidentPlace, ...]:
        """Those since then."""
        found = [
            one
            for one in self.places_noted.values()
            if one.at >= since and site in (None, one.site)
        ]
        return tuple(sorted(found, key=lambda one: (one.at, one.case)))

    def tallies(self, *, since: datetime) -> Mapping[SiteId | None, PlaceTally]:
        """The same added up."""
        by_site: dict[SiteId | None, list[AccidentPlace]] = {}
        for one in self.places(since=since):
            by_site.setdefault(one.site, []).append(one)
        return {
            site: PlaceTally(
                count=len(found),
                unseen=sum(one.outcome is PlaceOutcome.UNSEEN for one in found),
                newest_at=max(one.at for one in found),
                sums_m=(
                    sum(one.x_m for one in found),
                    sum(one.y_m for one in found),
                    sum(one.sigma_m for one in found),
                ),
            )
            for site, found in by_site.items()
        }


@dataclass(slots=True)
class FakeSurveyBook:
    """Keeps every version and picture."""

    surveys: dict[CameraKey, list[KeptSurvey]] = field(default_factory=dict)
    pictures: list[CameraStill] = field(default_factory=list)

    def versions(self, key: CameraKey) -> tuple[KeptSurvey, ...]:
        """Newest first."""
        return tuple(reversed(self.surveys.get(key, [])))

    def newest(self) -> Mapping[CameraKey, KeptSurvey]:
        """The last of each camera."""
        return {key: kept[-1] for key, kept in self.surveys.items()}

    def add(self, survey: KeptSurvey) -> None:
        """Refuse a version that is there."""
        kept = self.surveys.setdefault(survey.key, [])
        if any(one.version == survey.version for one in kept):
            raise CaseMovedOn(f"version {survey.version} is there already")
        kept.append(survey)

    def keep_still(self, still: CameraStill) -> None:
        """Keep a picture once."""
        if not any((one.key, one.picture) == (still.key, still.picture) for one in self.pictures):
            self.pictures.append(still)

    def stills(self, key: CameraKey) -> tuple[CameraStill, ...]:
        """Newest first."""
        return tuple(one for one in reversed(self.pictures) if one.key == key)


@dataclass(slots=True)
class FakeFolderSurveys:
    """The surveys named for it."""

    known: dict[CameraKey, Survey] = field(default_factory=dict)

    def __call__(self, site: SiteId, camera: CameraId, /) -> Survey:
        """That survey."""
        if CameraKey(site, camera) not in self.known:
            raise CalibrationUnreliable(f"camera {camera} has no survey points")
        return self.known[CameraKey(site, camera)]


def _history(notes: list[FetchNote], now_at: datetime) -> FetchHistory:
    recent = [one for one in notes if one.at >= health_begins_at(now_at)]
    fetched = [one for one in notes if one.outcome is FetchOutcome.FETCHED]
    failed = [one for one in notes if one.outcome is not FetchOutcome.FETCHED]
    last_at = max((one.at for one in fetched), default=None)
    last = max(failed, key=lambda one: one.at, default=None)
    return FetchHistory(
        tried=len(recent),
        fetched=sum(one.outcome is FetchOutcome.FETCHED for one in recent),
        last_fetched_at=last_at,
        last_failed_at=last.at if last else None,
        last_failure=last.outcome if last else None,
        failures_since=sum(last_at is None or one.at > last_at for one in failed),
    )

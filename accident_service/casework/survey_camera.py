"""Survey a camera: judge its marks, and keep them as the next version.

A survey that was used is never changed: the next one is another version, and what was
measured keeps the scene it was measured by.
"""

import contextlib
from dataclasses import dataclass
from typing import NamedTuple

from shapely import Polygon

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.decision import Officer
from accident_service.casework.camera_ports import (
    CameraDiary,
    CameraKey,
    FolderSurveys,
    KeptSurvey,
    ReadingNote,
    SurveyBook,
    SurveyFigures,
)
from accident_service.casework.ports import Clock, Ledger, Site, SiteRegister
from accident_service.errors import CalibrationUnreliable, CaseMovedOn, NotFound
from accident_service.footage.camera import Camera
from accident_service.quantities.identifiers import CameraId, SiteId
from accident_service.reconstruction.calibration.error_map import (
    ErrorMap,
    error_map,
    usable_share,
)
from accident_service.reconstruction.calibration.fit import (
    Calibration,
    calibrate,
    calibrate_as_given,
)
from accident_service.reconstruction.calibration.survey import Survey

# What was measured with an older survey is listed so far back. [design]
MOST_AFFECTED = 100
_KEPT_IN_MEMORY = 512


class _Question(NamedTuple):
    survey: Survey
    field_of_view: Polygon


# What the same marks came to before, for a list of cameras asks again at every view; None where
# they place no camera. A judgement depends on nothing but its question.
_JUDGED: "dict[_Question, JudgedSurvey | None]" = {}


@dataclass(frozen=True, slots=True)
class SurveysInForce:
    """The survey each camera is measured by now: the newest made at the desk, else the folder's."""

    book: SurveyBook
    folder: FolderSurveys

    def __call__(self, site: SiteId, camera: CameraId) -> Survey:
        """The marks.

        Raises:
            NotFound: No such site.
            CalibrationUnreliable: The camera was never surveyed.
        """
        made = self.book.versions(CameraKey(site, camera))
        return made[0].survey if made else self.folder(site, camera)


@dataclass(frozen=True, slots=True, eq=False)
class JudgedSurvey:
    """What a set of marks comes to."""

    calibration: Calibration
    errors: ErrorMap
    figures: SurveyFigures


@dataclass(frozen=True, slots=True)
class SurveyCamera:
    """Look at, judge and keep the surveys of cameras."""

    sites: SiteRegister
    book: SurveyBook
    folder: FolderSurveys
    diary: CameraDiary
    ledger: Ledger
    clock: Clock

    def camera(self, key: CameraKey) -> tuple[Site, Camera]:
        """The camera and its site.

        Raises:
            NotFound: There is none of these names.
        """
        site = self.sites.site(key.site)
        for camera in site.cameras:
            if camera.id == key.camera:
                return site, camera
        raise NotFound(f"site {key.site} has no camera {key.camera}")

    def versions(self, key: CameraKey) -> tuple[KeptSurvey, ...]:
        """All versions, the one in force first; version 0 is the folder's, where it has one."""
        folder: tuple[KeptSurvey, ...] = ()
        with contextlib.suppress(CalibrationUnreliable):
            folder = (KeptSurvey(key=key, version=0, survey=self.folder(key.site, key.camera)),)
        return (*self.book.versions(key), *folder)

    def judged(self, camera: Camera, survey: Survey, *, dragging: bool = False) -> JudgedSurvey:
        """What these marks come to; while one is dragged, without looking for wrong ones.

        Raises:
            CalibrationUnreliable: They place no camera.
        """
        if dragging:
            return _judged(calibrate_as_given(survey), camera.field_of_view)
        question = _Question(survey, camera.field_of_view)
        judged = _JUDGED.get(question)
        if judged is None:
            _remember(question, None)  # stays where the marks place no camera
            judged = _judged(calibrate(survey), camera.field_of_view)
            _remember(question, judged)
        return judged

    def judged_before(self, camera: Camera, survey: Survey) -> tuple[bool, SurveyFigures | None]:
        """Whether these marks were judged before, and what they are worth, if they are."""
        question = _Question(survey, camera.field_of_view)
        judged = _JUDGED.get(question)
        return question in _JUDGED, judged.figures if judged else None

    def keep(
        self, key: CameraKey, survey: Survey, officer: Officer, *, note: str, seen_version: int
    ) -> KeptSurvey:
        """Keep the marks as the next version, in force from now on.

        Args:
            seen_version: The newest version the surveyor had before their eyes.

        Raises:
            CalibrationUnreliable: They place no camera.
            CaseMovedOn: Somebody kept another version meanwhile.
        """
        _site, camera = self.camera(key)
        figures = self.judged(camera, survey).figures
        newest = max((one.version for one in self.book.versions(key)), default=0)
        if newest != seen_version:
            raise CaseMovedOn(f"the survey of {key.camera} has a newer version, {newest}")
        kept = KeptSurvey(
            key=key,
            version=newest + 1,
            survey=survey,
            made_at=self.clock.now(),
            made_by=officer.id,
            made_by_name=officer.name,
            note=note,
            figures=figures,
        )
        self.book.add(kept)
        self._put_on_record(kept, officer)
        return kept

    def measured_before(self, key: CameraKey) -> tuple[ReadingNote, ...]:
        """What was measured by a survey that is not in force any more, newest first."""
        made = self.book.versions(key)
        since_at = made[0].made_at if made else None
        if since_at is None:
            return ()
        readings = self.diary.readings(key, limit=MOST_AFFECTED)
        return tuple(one for one in readings if one.measured and one.at < since_at)

    def _put_on_record(self, kept: KeptSurvey, officer: Officer) -> None:
        with self.ledger.transaction() as work:
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=f"officer:{officer.id}",
                    verb="survey-camera",
                    case=None,
                    detail=(
                        ("site", kept.key.site),
                        ("camera", kept.key.camera),
                        ("version", str(kept.version)),
                        ("marks", str(len(kept.survey))),
                    ),
                )
            )


def _remember(question: _Question, judged: JudgedSurvey | None) -> None:
    while len(_JUDGED) >= _KEPT_IN_MEMORY:
        _JUDGED.pop(next(iter(_JUDGED)), None)
    _JUDGED[question] = judged


def _judged(found: Calibration, field_of_view: Polygon) -> JudgedSurvey:
    errors = error_map(found.camera)
    figures = SurveyFigures(
        rms_px=found.summary.residual_rms_px,
        worst_leave_one_out_m=found.summary.worst_leave_one_out_m,
        usable_share=usable_share(errors, field_of_view),
        usable_area_m2=errors.usable_area_m2,
        usable_reach_m=errors.usable_reach_m(found.camera),
    )
    return JudgedSurvey(found, errors, figures)

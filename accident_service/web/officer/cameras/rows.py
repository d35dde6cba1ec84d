"""One camera as lists and the map show it."""

import math
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import LazyString, lazy_gettext

from accident_service.casework.watch_cameras import WatchedCamera
from accident_service.footage.health import FetchOutcome, Health
from accident_service.reconstruction.timing.rate import RateStanding
from accident_service.web.language import spoken
from accident_service.web.service import casework
from accident_service.web.words import GAPS, RATES

HEALTHS: dict[Health, LazyString] = {
    Health.WORKING: lazy_gettext("Recordings can be had"),
    Health.UNSTEADY: lazy_gettext("Some requests fail"),
    Health.FAILING: lazy_gettext("No recordings"),
    Health.UNTRIED: lazy_gettext("Never asked"),
}
FAILURES: dict[FetchOutcome, LazyString] = {
    FetchOutcome.NO_RECORDING: lazy_gettext("it had no recording"),
    FetchOutcome.NO_ANSWER: lazy_gettext("it did not answer"),
}


@dataclass(frozen=True, slots=True)
class CameraRow:
    """A camera with its figures in the shape people read."""

    watched: WatchedCamera
    now_at: datetime

    @property
    def name(self) -> str:
        """What it is called."""
        return spoken(self.watched.camera.name_zh, self.watched.camera.name_en)

    @property
    def place(self) -> str:
        """What its site is called."""
        return spoken(self.watched.site.name_zh, self.watched.site.name_en)

    @property
    def address(self) -> str:
        """Its own page."""
        return url_for(
            "officer.camera", site_id=self.watched.site.id, camera_id=self.watched.camera.id
        )

    @property
    def health(self) -> Health:
        """How its recordings can be had."""
        return self.watched.history.health

    @property
    def share_fetched_pct(self) -> int | None:
        """Of the requests of 30 days, how many brought a recording."""
        share = self.watched.history.share_fetched
        return None if share is None else round(100 * share)

    @property
    def usable_pct(self) -> int | None:
        """How much of its field is known to 0.3 m."""
        figures = self.watched.figures
        return None if figures is None else round(100 * figures.usable_share)

    @property
    def survey_age_days(self) -> int | None:
        """Days since its survey in force was made; None where nobody wrote that down."""
        survey, stated = self.watched.survey, self.watched.camera.surveyed_on
        if survey is None:
            return None
        if survey.made_at is not None:
            return (self.now_at - survey.made_at).days
        return (self.now_at.date() - stated).days if stated else None

    @property
    def days_left(self) -> int | None:
        """Days until the first recording somebody waits for is overwritten; 0 or less: it is."""
        waiting = self.watched.waiting
        if not waiting:
            return None
        return math.ceil((waiting[0].kept_until_at - self.now_at).total_seconds() / 86_400)

    @property
    def reading(self) -> LazyString | str:
        """How its newest clip read; empty where none was."""
        reading = self.watched.reading
        if reading is None:
            return ""
        if reading.measured and reading.standing in set(RateStanding):
            return RATES[RateStanding(reading.standing)]
        return GAPS.get(reading.standing, reading.standing)


def camera_rows() -> tuple[CameraRow, ...]:
    """Every camera of the city, site by site."""
    now_at = casework().clock.now()
    return tuple(CameraRow(one, now_at) for one in casework().watch_cameras.overview())

"""How far a case has come, as the people waiting for it see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from accident_service.casefile.case import Case
from accident_service.casefile.stage import AWAITING_OFFICER, FINISHED, Stage
from accident_service.casework.ports import Step, StepProgress
from accident_service.reports.party import PartyLetter
from accident_service.web.figures import percent

SECONDS_PER_MINUTE = 60
SOON_S = 4
LATER_S = 30


class Mark(StrEnum):
    """How a station of the way looks."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Station:
    """One station: its name, where it stands, a word on it, and when it was reached if known."""

    title: LazyString
    mark: Mark
    note: str = ""
    at: datetime | None = None


FOOTAGE: tuple[tuple[Stage, Step, LazyString], ...] = (
    (Stage.CLIPS_FOUND, Step.FIND_CLIPS, lazy_gettext("Cameras that saw the place found")),
    (Stage.CLIPS_FETCHED, Step.FETCH_CLIPS, lazy_gettext("Recordings secured and sealed")),
    (Stage.RECONSTRUCTED, Step.RECONSTRUCT, lazy_gettext("Accident reconstructed")),
)


def stations(
    case: Case,
    progress: Iterable[StepProgress],
    usual_s: Callable[[Step], float | None] = lambda _step: None,
) -> tuple[Station, ...]:
    """The way from report to determination; at most one footage station is NOW.

    Args:
        case: The case.
        progress: What is known of its steps.
        usual_s: How long a step usually takes, where that was measured; nothing is guessed.
    """
    by_step = {one.step: one for one in progress}
    if case.stage is Stage.NEGOTIATING or (case.stage is Stage.AGREED and not case.clip_requests):
        return _settling(case)
    return (
        _received(case),
        _other_account(case),
        *(
            _footage(case, (stage, title), by_step.get(step), usual_s)
            for stage, step, title in FOOTAGE
        ),
        _officer(case),
        _document(case),
    )


def ask_again_s(case: Case) -> int | None:
    """Seconds until a waiting page should look again; None when nothing more will come."""
    if case.stage in FINISHED:
        return None
    return LATER_S if case.stage in AWAITING_OFFICER else SOON_S


def _settling(case: Case) -> tuple[Station, ...]:
    """The way of two who agree: no recording is asked for, and no officer."""
    joined = case.party(PartyLetter.B) is not None
    signed = _document(case) if case.stage is Stage.AGREED else None
    ahead = Station(lazy_gettext("Agreement"), Mark.NOW if joined else Mark.AHEAD)
    return (_received(case), _other_account(case), signed or ahead)


def _received(case: Case) -> Station:
    return Station(lazy_gettext("Report received"), Mark.DONE, at=case.report.filed_at)


def _other_account(case: Case) -> Station:
    title = lazy_gettext("The other driver's account")
    given = case.statement(PartyLetter.B)
    if given is not None:
        return Station(title, Mark.DONE, at=given.given_at)
    if case.stage in FINISHED or case.stage is Stage.DECIDED:
        return Station(title, Mark.STOPPED, str(gettext("not given")))
    return Station(title, Mark.NOW, str(gettext("waiting for the other driver")))


def _footage(
    case: Case,
    way: tuple[Stage, LazyString],
    step: StepProgress | None,
    usual_s: Callable[[Step], float | None],
) -> Station:
    stage, title = way
    if _reached(case, stage):
        return Station(title, Mark.DONE, at=step.done_at if step else None)
    if case.stage in AWAITING_OFFICER or case.stage in FINISHED or case.decision is not None:
        return Station(title, Mark.STOPPED, str(gettext("not possible; an officer looks at it")))
    if step is None or step.state == "done":
        return Station(title, Mark.AHEAD)
    return Station(title, Mark.NOW, _joined(_working(step), _usually(usual_s(step.step))))


def _usually(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < SECONDS_PER_MINUTE:
        return str(gettext("usually takes less than a minute"))
    minutes = round(seconds / SECONDS_PER_MINUTE)
    return str(
        ngettext(
            "usually takes about %(num)d minute", "usually takes about %(num)d minutes", minutes
        )
    )


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _working(step: StepProgress) -> str:
    if step.state == "running":
        if 0 < step.share_done < 1:
            return str(gettext("at work, %(share)s", share=percent(step.share_done)))
        return str(gettext("at work"))
    if step.failure:
        return str(gettext("a camera network did not answer; we keep trying"))
    return str(gettext("about to start"))


def _officer(case: Case) -> Station:
    title = lazy_gettext("An officer reviews and decides")
    if case.decision is not None:
        return Station(title, Mark.DONE, at=case.decision.decided_at)
    if case.officer_request is not None:
        asked = str(gettext("asked to come to the scene"))
        return Station(title, Mark.NOW, asked, at=case.officer_request.asked_at)
    if case.stage in AWAITING_OFFICER:
        return Station(title, Mark.NOW, str(gettext("an officer is looking at it")))
    return Station(title, Mark.STOPPED if case.stage in FINISHED else Mark.AHEAD)


def _document(case: Case) -> Station:
    title = lazy_gettext("Determination")
    if case.stage is Stage.CERTIFIED:
        return Station(lazy_gettext("Accident certificate"), Mark.DONE)
    if case.stage is Stage.AGREED:
        return Station(lazy_gettext("Agreement"), Mark.DONE)
    if case.stage is Stage.DETERMINED:
        return Station(title, Mark.DONE)
    if case.stage is Stage.DECIDED:
        return Station(title, Mark.NOW, str(gettext("being drawn up and signed")))
    return Station(title, Mark.STOPPED if case.stage is Stage.REFERRED else Mark.AHEAD)


def _reached(case: Case, stage: Stage) -> bool:
    kept = {
        Stage.CLIPS_FOUND: case.clip_requests,
        Stage.CLIPS_FETCHED: case.clips,
        Stage.RECONSTRUCTED: case.analyses,
    }
    return bool(kept[stage])

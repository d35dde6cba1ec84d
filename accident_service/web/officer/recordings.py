"""The cameras of one case: who saw it, what each was asked, what came; and asking for more."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.case import Case
from accident_service.casefile.widen import (
    WideningWish,
    is_being_widened,
    longest_margin_s,
    margins_s,
    may_be_widened,
)
from accident_service.casework.camera_search import window_of
from accident_service.casework.widen_search import CameraLine
from accident_service.errors import (
    CaseMovedOn,
    InvalidDecision,
    NoFootage,
    NotFound,
    StepOutOfOrder,
)
from accident_service.footage.camera_view import Purpose
from accident_service.footage.health import FetchOutcome
from accident_service.footage.view_wording import Told, factors
from accident_service.quantities.identifiers import CameraId, CaseId
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.driver.answers import place_in_words
from accident_service.web.officer.camera_drawing import drawn_cameras
from accident_service.web.officer.case import load_case
from accident_service.web.officer.conflict import tagged
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.refusals import in_words
from accident_service.web.officer.wordings import CASE_WORDS
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace

LONGEST_REASON = 500
OUTCOMES: dict[FetchOutcome, LazyString] = {
    FetchOutcome.FETCHED: lazy_gettext("sealed"),
    FetchOutcome.NO_RECORDING: lazy_gettext("it has no recording of that time"),
    FetchOutcome.NO_ANSWER: lazy_gettext("it did not answer; asked again"),
}
PURPOSES: dict[Purpose, LazyString] = {
    Purpose.CONTACT: lazy_gettext("sees the place"),
    Purpose.APPROACH: lazy_gettext("sees where they came from"),
    Purpose.ADDED: lazy_gettext("added by an officer"),
}
STALE = lazy_gettext("The case has changed since you opened it. Nothing was asked for.")
TOO_LATE = lazy_gettext("No recording can be added now: the case is not waiting for you.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What the officer typed, and what is wrong with it."""

    before: str = ""
    after: str = ""
    cameras: frozenset[str] = frozenset()
    reason: str = ""
    errors: dict[str, LazyString | str] = field(default_factory=dict)


NOTHING_TYPED = Typed()


@BLUEPRINT.context_processor
def offered() -> dict[str, object]:
    """What the case page says of recordings."""
    return {
        "purpose_words": PURPOSES,
        "fetch_words": OUTCOMES,
        "is_being_widened": is_being_widened,
        "may_be_widened": may_be_widened,
    }


@BLUEPRINT.get("/case/<case_id>/recordings")
@open_to(Caller.OFFICER)
def recordings(case_id: str) -> Response:
    """The page; who looks is on record."""
    shown = load_case(case_id)
    with casework().ledger.transaction() as work:
        leave_trace(work, "view-recordings", actor=f"officer:{calling_officer().id}", case=shown.id)
    return tagged(_page(shown), shown)


@BLUEPRINT.get("/case/<case_id>/recordings.svg")
@open_to(Caller.OFFICER)
def recordings_map(case_id: str) -> Response:
    """The road, the place with its doubt, and what every camera that was asked sees of it.

    Raises:
        NotFound: The place is at no site whose road is known.
    """
    case = load_case(case_id)
    try:
        site, search = casework().widen_search.search.for_case(case)
    except (NoFootage, NotFound) as gap:
        raise NotFound("no road is drawn for this place") from gap
    asked = {one.camera for one in case.clip_requests}
    return Response(drawn_cameras(site, search, asked), mimetype="image/svg+xml")


@BLUEPRINT.post("/case/<case_id>/recordings")
@open_to(Caller.OFFICER)
def widen(case_id: str) -> ResponseReturnValue:
    """Have more looked at; asked twice of the same version, it is asked once."""
    typed = _typed()
    try:
        wish = _wish(typed)
        casework().widen_search(CaseId(case_id), wish, calling_officer())
    except InvalidDecision as refusal:
        name = "reason" if str(refusal).startswith("say in at least") else "before"
        return _again(case_id, typed, in_words(refusal), name), 422
    except CaseMovedOn:
        return _again(case_id, typed, STALE), 409
    except StepOutOfOrder:
        return _again(case_id, typed, TOO_LATE), 409
    return redirect(url_for("officer.recordings", case_id=case_id), 303)


def _page(shown: Case, typed: Typed = NOTHING_TYPED) -> str:
    lines = casework().widen_search.cameras(shown)
    before_s, after_s = margins_s(shown)
    return render_template(
        "officer/recordings.html",
        case=shown,
        place=place_in_words(shown.site or shown.report.place.site, shown.report.place.words),
        telling=[one for one in lines if one.request or one.could_tell],
        others=[one for one in lines if not one.request and not one.could_tell],
        addable=[one for one in lines if one.request is None and not one.view.overwritten],
        factors=told_of,
        window=window_of(shown),
        margins=(before_s, after_s),
        most_s=longest_margin_s(shown),
        has_map=bool(lines),
        now_at=casework().clock.now(),
        soon=timedelta(days=3),
        typed=typed,
        **CASE_WORDS,
    )


def told_of(line: CameraLine) -> tuple[Told, ...]:
    """What was weighed for one camera."""
    return factors(line.view)


def _typed() -> Typed:
    posted = request.form
    return Typed(
        before=posted.get("before", "").strip(),
        after=posted.get("after", "").strip(),
        cameras=frozenset(posted.getlist("camera")),
        reason=posted.get("reason", "")[:LONGEST_REASON],
    )


def _wish(typed: Typed) -> WideningWish:
    return WideningWish(
        before_s=_seconds(typed.before),
        after_s=_seconds(typed.after),
        cameras=tuple(CameraId(one) for one in sorted(typed.cameras)),
        reason=typed.reason,
        seen_version=request.form.get("seen_version", 0, type=int),
    )


def _seconds(text: str) -> float:
    """The number typed; what is none is refused as a window that will not do."""
    try:
        return float(text)
    except ValueError:
        return -1.0


def _again(case_id: str, typed: Typed, words: LazyString | str, name: str = "before") -> str:
    return _page(load_case(case_id), replace(typed, errors={name: words}))

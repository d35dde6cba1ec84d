"""What waits for an officer, longest first."""

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, request
from flask_babel import LazyString, gettext, lazy_gettext

from accident_service.casefile.case import Case
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.casework.ports import UnitOfWork
from accident_service.liability.proposal import Strength
from accident_service.reports.party import PartyLetter
from accident_service.web.access import Caller, open_to
from accident_service.web.driver.answers import place_in_words
from accident_service.web.limits import DueLine, limits_in, next_due
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.wordings import CASE_WORDS
from accident_service.web.service import casework
from accident_service.web.words import GAPS, GRADES, PARTIES

PAGE_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Filter:
    """One tab of the queue."""

    code: str
    title: LazyString
    stages: frozenset[Stage]


FILTERS = (
    Filter("waiting", lazy_gettext("Waiting for you"), AWAITING_OFFICER),
    Filter(
        "working",
        lazy_gettext("Being prepared"),
        frozenset({Stage.REPORTED, Stage.CLIPS_FOUND, Stage.CLIPS_FETCHED, Stage.RECONSTRUCTED}),
    ),
    Filter("settling", lazy_gettext("Between the parties"), frozenset({Stage.NEGOTIATING})),
    Filter("decided", lazy_gettext("Being issued"), frozenset({Stage.DECIDED})),
    Filter("determined", lazy_gettext("Determined"), frozenset({Stage.DETERMINED})),
    Filter(
        "otherwise",
        lazy_gettext("Certified or agreed"),
        frozenset({Stage.CERTIFIED, Stage.AGREED}),
    ),
    Filter("referred", lazy_gettext("Referred"), frozenset({Stage.REFERRED})),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One case as the queue shows it."""

    case: Case
    place: str
    plates: tuple[str, ...]
    says: str
    strength: Strength | None
    due: DueLine | None
    waited: timedelta
    second_account_missing: bool


@BLUEPRINT.get("/")
@open_to(Caller.OFFICER)
def queue() -> str:
    """The list."""
    chosen = next((one for one in FILTERS if one.code == request.args.get("show")), FILTERS[0])
    page_no = max(1, request.args.get("page", 1, type=int))
    with casework().ledger.reading() as work:
        rows = _rows(work, chosen, page_no)
        counts = {one.code: work.cases.count(one.stages) for one in FILTERS}
    return render_template(
        "officer/queue.html",
        rows=rows,
        counts=counts,
        filters=FILTERS,
        chosen=chosen,
        page_no=page_no,
        **CASE_WORDS,
        page_count=max(1, -(-counts[chosen.code] // PAGE_LENGTH)),
    )


def _rows(work: UnitOfWork, chosen: Filter, page_no: int) -> tuple[Row, ...]:
    cases = work.cases.listed(chosen.stages, limit=PAGE_LENGTH, offset=(page_no - 1) * PAGE_LENGTH)
    return tuple(_row(work, case) for case in cases)


def _row(work: UnitOfWork, case: Case) -> Row:
    return Row(
        case=case,
        place=place_in_words(case.report.place.site, ""),
        plates=tuple(party.vehicle.plate for party in case.parties),
        says=says(case),
        strength=case.proposal.strength if case.proposal and not case.proposal.abstained else None,
        due=next_due(limits_in(work, case)),
        waited=casework().clock.now() - case.report.filed_at,
        second_account_missing=case.party(PartyLetter.B) is None,
    )


def says(case: Case) -> str:
    """The proposal, decision or gap of a case in one line."""
    if case.decision is not None and case.decision.grades:
        return " · ".join(
            f"{PARTIES[one.letter]} {GRADES[one.grade]}" for one in case.decision.grades
        )
    if case.evidence_gap is not None:
        return str(GAPS.get(case.evidence_gap, case.evidence_gap))
    if case.proposal is None:
        return ""
    if case.proposal.abstained:
        return str(gettext("Cannot be told from the footage"))
    return " · ".join(
        f"{_whose(case, track)} {GRADES[grade]}" for track, grade in case.proposal.grades
    )


def _whose(case: Case, track: str) -> str:
    letter = next(
        (
            one
            for one in PartyLetter
            if case.party_tracks and case.party_tracks.track_of(one) == track
        ),
        None,
    )
    return str(PARTIES[letter]) if letter else track

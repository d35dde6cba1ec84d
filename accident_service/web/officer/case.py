"""One case on one page: what is proposed, what it rests on, what both sides say."""

from contextlib import suppress

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from accident_service.casefile.case import Case
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.casework.sign_decision import VIEWED
from accident_service.errors import CustodyBroken, NotFound
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.choices import (
    COLOURS,
    DAMAGE_PARTS,
    VEHICLE_CLASSES,
    WEATHERS,
    in_words,
)
from accident_service.reports.insurers import insurer_named
from accident_service.web import downloads
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.driver.answers import place_in_words
from accident_service.web.limits import limits_in, lines_of, next_due
from accident_service.web.officer.articles import provisions_offered, provisions_worded
from accident_service.web.officer.bench_words import bench_words, graded_words
from accident_service.web.officer.conflict import changes_since, tagged
from accident_service.web.officer.correction_form import NOTHING_TYPED, CorrectionForm
from accident_service.web.officer.corrections_view import (
    corrections_view,
    fact_name,
    line_choices,
)
from accident_service.web.officer.decision_form import DecisionForm, empty_form
from accident_service.web.officer.frames import begin_look, frame_address
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.parties_seen import parties_seen
from accident_service.web.officer.proceedings_view import proceedings_view
from accident_service.web.officer.sentences import SENTENCES
from accident_service.web.officer.view import (
    bearing_of_x,
    clips_of,
    figures_of,
    graded_in_order,
    grouped_exhibits,
    measured_clock,
    obstacles_to_confirming,
)
from accident_service.web.officer.wordings import CASE_WORDS
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace

# What the review's parts ask of the page.
BENCH_TOOLS = {
    "fact_name": fact_name,
    "line_choices": line_choices,
    "bench_words": bench_words,
    "graded_words": graded_words,
    "graded_in_order": graded_in_order,
    "bearing_of_x": bearing_of_x,
}


@BLUEPRINT.get("/case/<case_id>")
@open_to(Caller.OFFICER)
def case(case_id: str) -> Response:
    """The whole case; it holds both parties' personal data, so that opening it is on record."""
    shown = load_case(case_id)
    note_opened(shown)
    begin_look(shown.id, tuple(one.clip for one in shown.analyses))
    return tagged(case_page(shown, empty_form()), shown)


@BLUEPRINT.get("/case/<case_id>/exhibit/<name>")
@open_to(Caller.OFFICER)
def exhibit(case_id: str, name: str) -> Response:
    """One exhibit; the view is logged."""
    return downloads.exhibit(load_case(case_id), name, viewer=f"officer:{calling_officer().id}")


@BLUEPRINT.get("/case/<case_id>/determination.pdf")
@open_to(Caller.OFFICER)
def determination(case_id: str) -> ResponseReturnValue:
    """The signed document."""
    return downloads.determination_pdf(load_case(case_id), viewer=f"officer:{calling_officer().id}")


def case_page(shown: Case, form: DecisionForm, correction: CorrectionForm = NOTHING_TYPED) -> str:
    """The page of a case, with what the officer has typed so far and what is wrong with it."""
    with casework().ledger.reading() as work:
        entries = work.audit.of_case(shown.id)
        found = work.determinations.of_case(shown.id)
        insurance_claims = work.insurers.claims(shown.id)
        limits = limits_in(work, shown)
        view = proceedings_view(work, shown, calling_officer())
        seen = parties_seen(work, shown, calling_officer())
        changes = changes_since(work, shown, calling_officer()) if form.overtaken else ()
    return render_template(
        "officer/case.html",
        case=shown,
        form=form,
        place=place_in_words(shown.site or shown.report.place.site, ""),
        exhibits=grouped_exhibits(shown),
        figures=figures_of(shown),
        measured_clock=measured_clock(shown),
        clips=clips_of(shown),
        provisions=provisions_worded(shown),
        offered=provisions_offered(shown),
        sentences=SENTENCES,
        obstacles=obstacles_to_confirming(shown, calling_officer()),
        entries=entries,
        changes=changes,
        view=view,
        seen=seen,
        limits=limits,
        due_lines=lines_of(limits.counted),
        next_due=next_due(limits),
        determination=found[0] if found else None,
        first_picture=_first_picture(shown),
        awaits_officer=shown.stage in AWAITING_OFFICER,
        being_issued=shown.stage is Stage.DECIDED,
        waited=casework().clock.now() - shown.report.filed_at,
        choice=in_words,
        lists={"colour": COLOURS, "vehicle_class": VEHICLE_CLASSES, "weather": WEATHERS},
        damage_parts=DAMAGE_PARTS,
        insurer_named=insurer_named,
        insurance_claims=insurance_claims,
        correcting=corrections_view(shown, correction),
        **CASE_WORDS,
        **BENCH_TOOLS,
    )


def _first_picture(shown: Case) -> str | None:
    """Where the picture is that the review opens with, for the browser to fetch ahead."""
    with suppress(CustodyBroken, NotFound):  # told where the review asks for it
        first = casework().view_review.frames.first_shown(shown)
        if first is not None:
            return frame_address(shown.id, *first)
    return None


def note_opened(shown: Case) -> None:
    """Put on record that this officer has the case before them, and at which version.

    Who has not had it so cannot sign for it.
    """
    me, version = calling_officer().id, str(shown.version)
    with casework().ledger.transaction() as work:
        leave_trace(work, VIEWED, actor=f"officer:{me}", case=shown.id, version=version)
        work.desk.mark_seen(me, shown.id)


def load_case(case_id: str) -> Case:
    """The case as it stands."""
    with casework().ledger.reading() as work:
        return work.cases.load(CaseId(case_id))

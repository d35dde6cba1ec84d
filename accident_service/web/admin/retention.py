"""Destroying what need not be kept: what is due, a run proposed, a second person, its outcome."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext, ngettext

from accident_service.casefile.retention_run import MOST_CASES, Fate, RunState
from accident_service.casefile.tombstone import FileItem
from accident_service.casework.destroy_case import ClosedCase
from accident_service.errors import Conflict, InvalidDecision, NotPermitted, WrongCode
from accident_service.web.access import Caller, calling_officer, lets_in, open_to
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.refusals import in_words
from accident_service.web.officer.second_factor import TOO_MANY, WRONG, typed_code
from accident_service.web.service import casework
from accident_service.web.words import STAGES

MOST_RUNS = 30
LONGEST_WORDS = 500
CHANGED = lazy_gettext(
    "A case of your choice must be kept after all, or is in another run. Below is what is due now."
)
STATES: dict[RunState, LazyString] = {
    RunState.PROPOSED: lazy_gettext("waits for a second person"),
    RunState.ENDED: lazy_gettext("ended, nothing was destroyed"),
    RunState.APPROVED: lazy_gettext("being carried out"),
    RunState.DONE: lazy_gettext("done"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCase:
    """One case whose time is over, and what is kept of it."""

    closed: ClosedCase
    holds: str


@BLUEPRINT.get("/admin/retention")
@open_to(Caller.RETENTION)
def retention() -> str:
    """What is due, the runs under way and those that were."""
    return _page({})


@BLUEPRINT.post("/admin/retention")
@open_to(Caller.ADMIN)
def propose_run() -> ResponseReturnValue:
    """Propose the cases that stay ticked; nothing happens before a second person approves."""
    chosen = frozenset(request.form.getlist("case")[: MOST_CASES + 1])
    try:
        run = casework().retention_runs.propose(
            chosen, request.form.get("reason", ""), by=calling_officer()
        )
    except InvalidDecision as refusal:
        field = "reason" if "reason" in str(refusal) else "cases"
        told = in_words(refusal) if field == "reason" else CHOOSE
        return _page({field: told}, chosen), 422
    except Conflict:
        return _page({"cases": CHANGED}), 409
    return _to_run(run.id)


@BLUEPRINT.get("/admin/retention/<run_id>")
@open_to(Caller.RETENTION)
def retention_run(run_id: str) -> str:
    """One run: its cases, who proposed and approved it, and what became of each."""
    return _run_page(run_id, {})


@BLUEPRINT.post("/admin/retention/<run_id>/approve")
@open_to(Caller.RETENTION)
def approve_run(run_id: str) -> ResponseReturnValue:
    """Approve as the second person, with the code of one's device; it cannot be undone."""
    try:
        casework().retention_runs.approve(run_id, by=calling_officer(), code=typed_code())
    except WrongCode:
        return _run_page(run_id, {"code": WRONG}), 422
    except NotPermitted as refusal:
        if "wrong codes" not in str(refusal):
            raise
        return _run_page(run_id, {"code": TOO_MANY}), 422
    except Conflict:
        pass  # the run shows what has become of it
    return _to_run(run_id)


@BLUEPRINT.post("/admin/retention/<run_id>/end")
@open_to(Caller.RETENTION)
def end_run(run_id: str) -> ResponseReturnValue:
    """Take one's own run back, or do not approve another's."""
    words = request.form.get("words", "")[:LONGEST_WORDS]
    with suppress(Conflict):  # the run shows what has become of it
        casework().retention_runs.end(run_id, words, by=calling_officer())
    return _to_run(run_id)


CHOOSE = lazy_gettext("Choose 1 to %(most)d cases.", most=MOST_CASES)


def holds(items: tuple[FileItem, ...]) -> str:
    """What is kept of a case, in words: recordings, photos, documents, and what was measured."""
    counted = Counter(_sort(one.kind) for one in items)
    told = (
        (counted["clip"], ngettext("%(num)d recording", "%(num)d recordings", counted["clip"])),
        (counted["photo"], ngettext("%(num)d photo", "%(num)d photos", counted["photo"])),
        (
            counted["document"],
            ngettext("%(num)d signed file", "%(num)d signed files", counted["document"]),
        ),
        (
            counted[""],
            ngettext("%(num)d picture or result", "%(num)d pictures and results", counted[""]),
        ),
    )
    return " · ".join(words for count, words in told if count)


def _sort(kind: str) -> str:
    if kind == "clip" or kind.startswith("clip-"):
        return "clip"
    if kind.startswith("photo"):
        return "photo"
    return "document" if kind.endswith(("-pdf", "-json", "-record")) else ""


def _page(errors: dict[str, LazyString | str], chosen: frozenset[str] | None = None) -> str:
    due = casework().retention_runs.due()
    shown = tuple(DueCase(closed=one, holds=holds(one.items)) for one in due[:MOST_CASES])
    with casework().ledger.reading() as work:
        runs = work.retention_runs.runs(limit=MOST_RUNS)
        tombstones = work.archive.tombstones()
    return render_template(
        "admin/retention.html",
        due=shown,
        due_count=len(due),
        chosen=chosen,
        runs=runs,
        tombstone_count=len(tombstones),
        may_propose=lets_in(Caller.ADMIN),
        periods=casework().house_rules.periods,
        stage_words=STAGES,
        state_words=STATES,
        errors=errors,
    )


def _run_page(run_id: str, errors: dict[str, LazyString | str]) -> str:
    with casework().ledger.reading() as work:
        run = work.retention_runs.run(run_id)
    return render_template(
        "admin/run.html",
        run=run,
        is_own=run.proposed_by == calling_officer().id,
        destroyed=run.count(Fate.DESTROYED),
        kept=run.count(Fate.KEPT),
        stage_words=STAGES,
        state_words=STATES,
        errors=errors,
    )


def _to_run(run_id: str) -> ResponseReturnValue:
    return redirect(url_for("officer.retention_run", run_id=run_id), 303)

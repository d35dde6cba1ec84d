"""What waits for an officer: the most urgent first, found by plate, number, place or time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from accident_service.casefile.claim import may_be_claimed
from accident_service.casefile.summary import CaseSummary, DeskTab, Urgency
from accident_service.casework.desk_ports import MOST_COUNTED, Desk, DeskQuery, DeskRow
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import SiteId
from accident_service.reports.party import PartyLetter
from accident_service.web.access import Caller, calling_officer, open_to
from accident_service.web.language import spoken
from accident_service.web.limits import DueLine, due_line
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.officer.search import DUE, HOLDERS, TABS, Asked, asked
from accident_service.web.officer.thumbnails import address_of
from accident_service.web.officer.wordings import CASE_WORDS
from accident_service.web.service import casework
from accident_service.web.trace import leave_trace
from accident_service.web.words import GAPS

PAGE_LENGTH = 20
LAST_PAGE = 500  # beyond it nobody reads on; a search is the way [design]
LOOKED_THROUGH = 200

URGENCIES: dict[Urgency, LazyString] = {
    Urgency.CALLED: lazy_gettext("Officer wanted on the scene"),
    Urgency.FOOTAGE: lazy_gettext("Recording not secured"),
    Urgency.ANEW: lazy_gettext("To be determined anew"),
}

# As officers say it among themselves: a list has no room for more.
LETTERS = {PartyLetter.A: ("甲方", "A"), PartyLetter.B: ("乙方", "B")}
BRIEFLY = {
    Grade.FULL: ("全责", "full"),
    Grade.PRIMARY: ("主责", "primary"),
    Grade.EQUAL: ("同责", "equal"),
    Grade.SECONDARY: ("次责", "secondary"),
    Grade.NONE: ("无责", "none"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case as the list shows it."""

    desk: DeskRow
    place: str
    says: str
    due: DueLine | None
    waited: timedelta | None  # None once the case is closed
    urgent: LazyString | None
    thumbnail: str | None
    is_mine: bool
    may_be_taken: bool

    @property
    def case(self) -> CaseSummary:
        """What is kept of the case for lists."""
        return self.desk.summary


@BLUEPRINT.get("/")
@open_to(Caller.OFFICER)
def queue() -> str:
    """The list; it shows plates and pictures, so that each showing is one entry on record."""
    wanted = asked()
    query = wanted.query()
    page_no = min(wanted.page, LAST_PAGE)
    with casework().ledger.reading() as work:
        found = () if wanted.too_short else _page(work.desk, query, page_no)
        called = _called(work.desk, query, wanted)
        # They stand beside the piles as a whole only: whoever searches is spared the counting.
        counts = {} if wanted.is_narrowed else dict(work.desk.counts())
        for_second = work.desk.count_for_second(calling_officer())
        rules = work.desk.rule_codes()
    if counts:
        counts[DeskTab.WAITING] += len(called)
    sites = casework().sites.sites()  # asked once: each time it looks at every site's files
    names = {site.id: spoken(site.name_zh, site.name_en) for site in sites}
    rows = tuple(_row(one, names) for one in (*called, *found[:PAGE_LENGTH]))
    _note_showing(rows)
    return render_template(
        "officer/queue.html",
        rows=rows,
        heights={tab: _in_figures(height) for tab, height in counts.items()},
        for_second=for_second,
        asked=wanted,
        tabs=TABS,
        holders=HOLDERS,
        due_choices=DUE,
        rules=rules,
        sites=sites,
        page_no=page_no,
        has_next=len(found) > PAGE_LENGTH and page_no < LAST_PAGE,
        **CASE_WORDS,
    )


@BLUEPRINT.get("/next")
@open_to(Caller.OFFICER)
def next_case() -> ResponseReturnValue:
    """On to the case after this one in the queue that no colleague has in hand."""
    query = Asked(show=DeskTab.WAITING).query()
    with casework().ledger.reading() as work:
        waiting = work.desk.listed(query, limit=LOOKED_THROUGH, offset=0)
    left = request.args.get("after", "")
    at = next((index for index, one in enumerate(waiting) if one.summary.case == left), -1)
    # From behind the one just left to the end of the line, and then from its head.
    in_turn = (*waiting[at + 1 :], *waiting[: max(0, at)])
    mine = calling_officer().id
    free = (one for one in in_turn if one.claim is None or one.claim.officer == mine)
    following = next(free, None)
    if following is None:
        return redirect(url_for("officer.queue"), 303)
    return redirect(url_for("officer.case", case_id=following.summary.case), 303)


def says(summary: CaseSummary) -> str:
    """The proposal, decision or gap of a case in one line."""
    if summary.urgency is Urgency.CALLED:
        return str(gettext("An officer must go to the scene (Order 146, article 20)"))
    if summary.evidence_gap is not None and not summary.is_decided:
        return str(GAPS.get(summary.evidence_gap, summary.evidence_gap))
    if summary.abstained and not summary.is_decided:
        return str(gettext("Cannot be told from the footage"))
    graded = sorted(summary.graded, key=lambda one: one.letter.value if one.letter else "-")
    return " · ".join(
        f"{spoken(*LETTERS[one.letter]) if one.letter else one.track}{spoken('', ': ')}"
        f"{spoken(*BRIEFLY[one.grade])}"
        for one in graded
    )


def _in_figures(height: int) -> str:
    """How high a pile is, as far as anybody wants to know."""
    return str(height) if height < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


def _page(desk: Desk, query: DeskQuery, page_no: int) -> tuple[DeskRow, ...]:
    """One page and the first row of the next, which tells that there is one."""
    return desk.listed(query, limit=PAGE_LENGTH + 1, offset=(page_no - 1) * PAGE_LENGTH)


def _called(desk: Desk, query: DeskQuery, wanted: Asked) -> tuple[DeskRow, ...]:
    """Calls to the scene stand above what waits, whatever page or order is looked at."""
    if wanted.tab is not DeskTab.WAITING or wanted.is_narrowed:
        return ()
    return desk.called_to_scene(query, limit=PAGE_LENGTH)


def _row(found: DeskRow, names: Mapping[SiteId, str]) -> Row:
    summary, me = found.summary, calling_officer()
    waits = summary.urgency is Urgency.CALLED or not summary.is_closed
    due = None
    if summary.due_on is not None and summary.due_kind is not None:
        due = due_line(summary.due_kind, summary.due_on)
    return Row(
        desk=found,
        place=(names.get(summary.site) if summary.site else None) or summary.place_words,
        says=says(summary),
        due=due,
        waited=casework().clock.now() - summary.filed_at if waits else None,
        urgent=URGENCIES.get(summary.urgency),
        thumbnail=address_of(summary, me),
        is_mine=found.claim is not None and found.claim.officer == me.id,
        may_be_taken=found.claim is None and may_be_claimed(summary.stage),
    )


def _note_showing(rows: tuple[Row, ...]) -> None:
    if not rows:
        return
    shown = " ".join(row.case.tracking_code for row in rows)
    pictures = sum(row.thumbnail is not None for row in rows)
    with casework().ledger.transaction() as work:
        leave_trace(
            work,
            "view-list",
            actor=f"officer:{calling_officer().id}",
            case=None,
            cases=shown,
            pictures=str(pictures),
        )

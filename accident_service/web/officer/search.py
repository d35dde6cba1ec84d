"""What a list is asked for, as it stands in its address: any list can be sent as a link."""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from flask import request, url_for
from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.search_terms import one_spelling, term_asked
from accident_service.casefile.summary import DeskTab
from accident_service.casefile.working_days import BEIJING, beijing_date
from accident_service.casework.desk_ports import DeskQuery, Holder
from accident_service.liability.proposal import Strength
from accident_service.quantities.identifiers import SiteId
from accident_service.web.access import calling_officer
from accident_service.web.service import casework

EVERYWHERE = "all"
LONGEST_WORDS = 60
ONE_DAY = timedelta(days=1)
TODAY, OVERDUE = "today", "overdue"
MINE = "mine"

TABS: dict[DeskTab, LazyString] = {
    DeskTab.WAITING: lazy_gettext("Waiting for you"),
    DeskTab.WORKING: lazy_gettext("Being prepared"),
    DeskTab.SETTLING: lazy_gettext("Between the parties"),
    DeskTab.DECIDED: lazy_gettext("Being issued"),
    DeskTab.DETERMINED: lazy_gettext("Determined"),
    DeskTab.OTHERWISE: lazy_gettext("Certified or agreed"),
    DeskTab.REFERRED: lazy_gettext("Referred"),
}
HOLDERS: dict[Holder, LazyString] = {
    Holder.ME: lazy_gettext("Mine"),
    Holder.UNIT: lazy_gettext("My unit's"),
    Holder.NOBODY: lazy_gettext("Nobody's"),
}
DUE: dict[str, LazyString] = {
    TODAY: lazy_gettext("Due today or overdue"),
    OVERDUE: lazy_gettext("Overdue"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The fields of the filter form as typed, where they can be meant; else empty.

    `second` asks for what waits for a second signature that may be the asker's.
    `since` and `until` are wall-clock times in Beijing, "2026-03-02T12:00" or a day alone.
    """

    show: str = ""
    q: str = ""
    site: str = ""
    rule: str = ""
    strength: str = ""
    held: str = ""
    due: str = ""
    since: str = ""
    until: str = ""
    second: str = ""
    page: int = 1

    @property
    def tab(self) -> DeskTab | None:
        """The pile to look at; None looks through all of them, as a search does."""
        if self.show in set(DeskTab):
            return DeskTab(self.show)
        everywhere = self.show == EVERYWHERE or self.q or self.second
        return None if everywhere else DeskTab.WAITING

    @property
    def is_narrowed(self) -> bool:
        """Is anything asked for besides the pile?"""
        return replace(self, show="", page=1) != Asked()

    @property
    def is_filtered(self) -> bool:
        """Is any field of the folded part filled in?"""
        return replace(self, show="", q="", second="", page=1) != Asked()

    @property
    def too_short(self) -> bool:
        """Was too little typed to look for?"""
        return bool(self.q) and not term_asked(self.q)

    def address(self, **changes: str | int) -> str:
        """The address of the same list with these fields changed; the first page of it."""
        fields = {**asdict(self), "page": 1, **changes}
        kept = {name: value for name, value in fields.items() if value and (name, value) != FIRST}
        return url_for("officer.queue", **kept)

    def query(self) -> DeskQuery:
        """The same as the desk takes it."""
        now_at = casework().clock.now()
        today = beijing_date(now_at)
        due_by = {TODAY: today, OVERDUE: today - ONE_DAY}.get(self.due)
        return DeskQuery(
            asker=calling_officer(),
            now_at=now_at,
            tab=self.tab,
            site=SiteId(self.site) if self.site else None,
            rule_code=self.rule or None,
            strength=Strength(self.strength) if self.strength else None,
            holder=Holder(self.held) if self.held else Holder.ANYONE,
            due_by=due_by,
            term=term_asked(self.q),
            sites_named=_sites_named(self.q),
            from_at=_moment(self.since, end=False),
            to_at=_moment(self.until, end=True),
            for_second=bool(self.second),
        )


FIRST = ("page", 1)


def asked() -> Asked:
    """What the address of this request asks for."""
    given = {name: request.args.get(name, "").strip()[:LONGEST_WORDS] for name in Asked.__slots__}
    return Asked(
        show=_one_of(given["show"], (*DeskTab, EVERYWHERE)),
        q=given["q"],
        site=given["site"],
        rule=given["rule"],
        strength=_one_of(given["strength"], tuple(Strength)),
        held=_one_of(given["held"], tuple(HOLDERS)),
        due=_one_of(given["due"], tuple(DUE)),
        since=given["since"] if _moment(given["since"], end=False) else "",
        until=given["until"] if _moment(given["until"], end=True) else "",
        second=_one_of(given["second"], (MINE,)),
        page=max(1, request.args.get("page", 1, type=int)),
    )


def _one_of(given: str, offered: tuple[str, ...]) -> str:
    return given if given in offered else ""


def _sites_named(typed: str) -> frozenset[SiteId]:
    term = term_asked(typed)
    if not term:
        return frozenset()
    return frozenset(
        site.id
        for site in casework().sites.sites()
        if term in one_spelling(site.name_zh) or term in one_spelling(site.name_en)
    )


def _moment(typed: str, *, end: bool) -> datetime | None:
    """A wall-clock time in Beijing; of a day alone its first or its last moment."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if end and "T" not in typed:
        moment += ONE_DAY - timedelta(microseconds=1)
    zone = moment.tzinfo or BEIJING
    try:
        return moment.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:  # the year 1 or 9999: nobody means it
        return None

"""Ports of the officers' desk: the list of cases, who has which in hand, who has seen what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.claim import Claim
from accident_service.casefile.decision import Officer
from accident_service.casefile.summary import CaseSummary, DeskTab
from accident_service.liability.proposal import Strength
from accident_service.quantities.identifiers import CaseId, OfficerId, SiteId, UnitId

# A pile is counted up to here: beyond it the figure tells nobody more, and costs more. [design]
MOST_COUNTED = 1000


class Holder(StrEnum):
    """Who has the cases that are asked for in hand."""

    ANYONE = "anyone"
    ME = "me"
    UNIT = "unit"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskQuery:
    """What a list is asked for; None and empty leave a matter open.

    `term` is as `search_terms.term_asked` spells it; `sites_named` are the sites whose name
    holds it, and either is enough. `due_by` is the last day a wanted case may be due on, and
    `from_at` and `to_at` bound the time of the accident, both included.
    `for_second` asks for those that wait for a second signature which may be the asker's.
    """

    asker: Officer
    now_at: datetime
    tab: DeskTab | None = None
    site: SiteId | None = None
    rule_code: str | None = None
    strength: Strength | None = None
    holder: Holder = Holder.ANYONE
    due_by: date | None = None
    term: str = ""
    sites_named: frozenset[SiteId] = frozenset()
    from_at: datetime | None = None
    to_at: datetime | None = None
    for_second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """A case as one officer finds it in a list.

    `claim` is the one that holds now; `seen_revision` what this officer last opened, None
    where never.
    """

    summary: CaseSummary
    claim: Claim | None
    seen_revision: int | None

    @property
    def never_opened(self) -> bool:
        """Has this officer never opened it?"""
        return self.seen_revision is None

    @property
    def changed_since(self) -> bool:
        """Has it changed since this officer last opened it?"""
        return self.seen_revision is not None and self.seen_revision < self.summary.revision


class Desk(Protocol):
    """The desk, inside a unit of work; its rows follow the cases in the same transaction."""

    def listed(self, query: DeskQuery, *, limit: int, offset: int) -> tuple[DeskRow, ...]:
        """Cases in the order they should be worked on: urgency, next day due, time waited.

        What is closed comes newest first, after what still has to be done in it.
        """
        ...

    def called_to_scene(self, query: DeskQuery, *, limit: int) -> tuple[DeskRow, ...]:
        """Cases in which a party wants an officer on the scene and nobody has gone yet."""
        ...

    def counts(self) -> Mapping[DeskTab, int]:
        """How many cases lie on every pile; `MOST_COUNTED` stands for so many or more."""
        ...

    def count_for_second(self, officer: Officer) -> int:
        """How many cases wait for a second signature that this officer may give."""
        ...

    def signed_first_of(self, unit: UnitId) -> Mapping[OfficerId, int]:
        """How many decisions each officer of the unit has signed that wait for a second."""
        ...

    def rule_codes(self) -> tuple[str, ...]:
        """The rules that any proposal rests on, in order of their codes."""
        ...

    def mark_seen(self, officer: OfficerId, case_id: CaseId) -> None:
        """Note that the officer has the case before them as it is now."""
        ...

    def claim(self, case_id: CaseId) -> Claim | None:
        """The last claim of the case, lapsed or not."""
        ...

    def keep_claim(self, claim: Claim, *, instead_of: Claim | None) -> None:
        """Keep a claim in the place of the one the caller has seen.

        Raises:
            CaseMovedOn: Somebody else's claim came in between.
        """
        ...

    def drop_claim(self, case_id: CaseId) -> None:
        """Forget the claim of the case, if there is one."""
        ...


class Thumbnails(Protocol):
    """Pictures made small for a list."""

    def small(self, picture: BlobRef) -> tuple[bytes, str]:
        """The picture a few hundred pixels wide, and its media type.

        Raises:
            NotFound: Nothing is kept under this hash.
            CustodyBroken: The stored bytes are not those that were kept.
        """
        ...

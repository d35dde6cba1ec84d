"""Recusal (回避): an officer with an interest in the case does not decide it (SPR-105).

An officer who declares an interest is out of the case from that moment. One whom a party asks
to stand aside does not decide either until another officer has ruled on the request.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from accident_service.errors import InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.quantities.identifiers import OfficerId
from accident_service.reports.party import PartyLetter

SHORTEST_REASON = 10  # characters; "conflict" is not a reason [design]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalRuling:
    """What was ruled, within two working days, and by whom."""

    granted: bool
    officer: OfficerId
    officer_name: str
    ruled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """A request that an officer stand aside, or the officer's own declaration.

    `asked_by` is None for the officer's own declaration.
    """

    officer: OfficerId
    officer_name: str
    asked_by: PartyLetter | None
    reason: str
    asked_at: datetime
    ruling: RecusalRuling | None = None

    @property
    def bars(self) -> bool:
        """Does it keep the officer from deciding?"""
        return self.ruling is None or self.ruling.granted

    def ruled(self, ruling: RecusalRuling) -> Self:
        """The request with its ruling.

        Raises:
            StepOutOfOrder: It was ruled on before.
            NotPermitted: The officer concerned would rule on their own recusal.
        """
        if self.ruling is not None:
            raise StepOutOfOrder(f"the recusal of {self.officer_name} was ruled on before")
        if ruling.officer == self.officer:
            raise NotPermitted("an officer does not rule on their own recusal")
        return replace(self, ruling=ruling)


def recusal(
    *, officer: tuple[OfficerId, str], asked_by: PartyLetter | None, reason: str, at: datetime
) -> Recusal:
    """A request or declaration with a reason that can be ruled on.

    Raises:
        InvalidDecision: The reason is too short.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidDecision(f"give a reason of at least {SHORTEST_REASON} characters")
    officer_id, name = officer
    return Recusal(
        officer=officer_id,
        officer_name=name,
        asked_by=asked_by,
        reason=reason.strip(),
        asked_at=at,
    )


def demand_free_to_act(officer: OfficerId, recusals: tuple[Recusal, ...]) -> None:
    """Refuse an officer who is recused from the case, or on whom no ruling has been given yet.

    Raises:
        NotPermitted: They are.
    """
    if any(one.officer == officer and one.bars for one in recusals):
        raise NotPermitted("you stand aside in this case (SPR-105); another officer decides it")

"""Parties are told, in the same unit of work that changed their case."""

from collections.abc import Iterable
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.notice import Notice, NoticeKind
from accident_service.casework.ports import UnitOfWork
from accident_service.reports.party import PartyLetter

EVERYBODY = tuple(PartyLetter)


def notify(
    work: UnitOfWork, case: Case, kind: NoticeKind, letters: Iterable[PartyLetter], at: datetime
) -> None:
    """Keep a notice for each of the parties who has joined; it is sent later, by the relay."""
    for letter in letters:
        party = case.party(letter)
        if party is not None:
            work.notices.add(
                Notice(
                    case=case.id,
                    letter=letter,
                    kind=kind,
                    language=party.language,
                    created_at=at,
                )
            )


def other_than(letter: PartyLetter) -> tuple[PartyLetter, ...]:
    """The other party."""
    return tuple(one for one in PartyLetter if one is not letter)

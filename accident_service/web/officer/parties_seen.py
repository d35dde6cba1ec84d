"""The parties of a case as the officer who looks may see them."""

from dataclasses import dataclass

from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.who_sees import (
    Viewer,
    officer_as_viewer,
    party_as_seen,
    units_in_charge,
)
from accident_service.casework.ports import UnitOfWork
from accident_service.reports.party import Party
from accident_service.web.service import casework


@dataclass(frozen=True, slots=True)
class PartiesSeen:
    """The parties; `shortened` where another unit works on the case."""

    parties: tuple[Party, ...]
    shortened: bool


def parties_seen(work: UnitOfWork, case: Case, officer: Officer) -> PartiesSeen:
    """What this officer sees of the parties now."""
    units = units_in_charge(
        case, work.proceedings.load(case.id), work.desk.claim(case.id), casework().clock.now()
    )
    viewer = officer_as_viewer(officer, units)
    return PartiesSeen(
        tuple(party_as_seen(party, viewer) for party in case.parties),
        viewer is Viewer.OFFICER_ELSEWHERE,
    )

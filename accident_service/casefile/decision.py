"""The officer's act: the only thing that can turn a proposal into a determination."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import OfficerId, UnitId
from accident_service.reports.party import PartyLetter


class DecisionKind(StrEnum):
    """What the officer did with the case."""

    CONFIRM = "confirm"  # the proposal stands as it is
    AMEND = "amend"  # another division, with reason and article
    REFER = "refer"  # to the scene or to the general procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A traffic officer with the qualification this unit recorded."""

    id: OfficerId
    name: str
    police_no: str
    unit: UnitId
    unit_name: str
    may_decide_simple_procedure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyGrade:
    """One party's share of responsibility."""

    letter: PartyLetter
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRequest:
    """What the officer asks for; nothing in it is believed before `decide` has looked."""

    kind: DecisionKind
    seen_version: int  # the case version on the officer's screen
    grades: tuple[PartyGrade, ...] = ()
    provisions: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerDecision:
    """The act as recorded, complete in itself."""

    kind: DecisionKind
    officer: Officer
    decided_at: datetime
    proposal_revision: int
    grades: tuple[PartyGrade, ...]
    rule_code: str | None
    provisions: tuple[str, ...]
    reason: str

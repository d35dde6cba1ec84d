"""The officer's act: the only thing that can turn a proposal into a determination."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import OfficerId, UnitId
from accident_service.reports.party import PartyLetter

SHORTEST_REASON = 10  # characters; "ok" is not a reason [design]


class DecisionKind(StrEnum):
    """What the officer did with the case."""

    CONFIRM = "confirm"  # the proposal stands as it is
    AMEND = "amend"  # another division, with reason and article
    REFER = "refer"  # to the scene or to the general procedure
    CERTIFY = "certify"  # the basic facts cannot be found: a certificate, no division (SPR-67)


class Qualification(StrEnum):
    """What an officer has been examined for (SPR-5); each includes those before it."""

    SIMPLE = "simple"  # the simple procedure
    JUNIOR = "junior"  # 初级: leads where someone is injured
    INTERMEDIATE = "intermediate"  # 中级: leads where someone has died


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A traffic officer with the qualification this unit recorded.

    `higher_unit` is the unit that reviews what this officer's unit decides; None where it has
    not been recorded.
    """

    id: OfficerId
    name: str
    police_no: str
    unit: UnitId
    unit_name: str
    may_decide_simple_procedure: bool
    qualification: Qualification = Qualification.SIMPLE
    higher_unit: UnitId | None = None
    higher_unit_name: str = ""


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
    found: str = ""  # for a certificate: what could be found out


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
    found: str = ""
    second_officer: Officer | None = None
    first_signed_at: datetime | None = None  # where a second signed; `decided_at` is theirs

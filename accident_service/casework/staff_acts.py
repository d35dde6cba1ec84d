"""What every change of the house has in common: who may make it, what it demands, its entry."""

from datetime import datetime

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.decision import Officer
from accident_service.casefile.roles import Role
from accident_service.casework.ports import UnitOfWork
from accident_service.casework.staff_ports import Account
from accident_service.errors import Conflict, InvalidInput, NotPermitted

LONGEST_NAME = 60


def demand_administrator(work: UnitOfWork, by: Officer) -> None:
    """Refuse whoever does not administer now.

    Raises:
        NotPermitted: `by` is no administrator, or no more.
    """
    if not any(one.officer.id == by.id and one.administers for one in work.staff.accounts()):
        raise NotPermitted(f"{by.id} is no administrator")


def demand_somebody_left(work: UnitOfWork, after: Account) -> None:
    """Refuse a change after which nobody could administer.

    Raises:
        Conflict: It is the last administrator's.
    """
    others = [one for one in work.staff.accounts() if one.officer.id != after.officer.id]
    if not any(one.administers for one in (*others, after)):
        raise Conflict("the last administrator cannot be removed")


def demand_words(*typed: str) -> None:
    """Refuse a field that is empty or too long.

    Raises:
        InvalidInput: One is.
    """
    if any(not one.strip() or len(one) > LONGEST_NAME for one in typed):
        raise InvalidInput(f"each field has 1 to {LONGEST_NAME} characters")


def named(roles: frozenset[Role]) -> str:
    """The roles as the record spells them."""
    return " ".join(sorted(roles)) or "none"


def record(work: UnitOfWork, at: datetime, actor: str, verb: str, **detail: str) -> None:
    """Put an act of the house, which belongs to no case, on record."""
    work.audit.append(
        AuditAct(at=at, actor=actor, verb=verb, case=None, detail=tuple(detail.items()))
    )

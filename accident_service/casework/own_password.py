"""Somebody of the house changes their own password: by the old one and a code of their device."""

from collections.abc import Mapping
from dataclasses import dataclass

from accident_service.casefile.decision import Officer
from accident_service.casefile.password_rule import weakness
from accident_service.casework.door_ports import OfficerAccounts
from accident_service.casework.ports import Clock, Ledger
from accident_service.casework.second_factor_ports import SecondFactors
from accident_service.casework.staff_acts import record
from accident_service.casework.staff_ports import PasswordHash
from accident_service.errors import NotPermitted

WRONG, DIFFERENT, SAME, TOO_MANY = "wrong", "different", "same", "too-many"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassword:
    """What was typed."""

    old: str
    new: str
    again: str
    code: str


@dataclass(frozen=True, slots=True)
class ChangeOwnPassword:
    """The one change of an account that is its owner's."""

    ledger: Ledger
    clock: Clock
    officers: OfficerAccounts
    passwords: PasswordHash
    second_factors: SecondFactors

    def __call__(self, officer: Officer, typed: NewPassword) -> Mapping[str, str]:
        """Change it; every session of this account ends, this one too.

        Returns:
            What is wrong, by field, as a code; nothing where it was changed. A code of the
            device is used up only when everything else is right.
        """
        with self.ledger.reading() as work:
            user_name = work.staff.account(officer.id).user_name
        complaint = _unfit(officer, user_name, typed) or self._not_proven(officer, user_name, typed)
        if complaint:
            return complaint
        password_hash = self.passwords.of(typed.new)
        with self.ledger.transaction() as work:
            now = self.clock.now()
            work.staff.new_password(officer.id, password_hash, handed_over=False)
            work.staff.end_sessions(officer.id, now)
            record(work, now, f"officer:{officer.id}", "change-password", of=officer.id)
        return {}

    def _not_proven(self, officer: Officer, user_name: str, typed: NewPassword) -> dict[str, str]:
        """Is it not they who ask? The device's code last, for it works once."""
        if self.officers.authenticate(user_name, typed.old) != officer:
            return {"old": WRONG}
        try:
            right = self.second_factors.accepts(officer.id, typed.code)
        except NotPermitted:
            return {"code": TOO_MANY}
        return {} if right else {"code": WRONG}


def _unfit(officer: Officer, user_name: str, typed: NewPassword) -> dict[str, str]:
    """What is wrong with the new password itself."""
    about = (user_name, officer.name, officer.police_no, officer.unit, officer.unit_name)
    if why := weakness(typed.new, about):
        return {"new": why.value}
    if typed.new != typed.again:
        return {"again": DIFFERENT}
    return {"new": SAME} if typed.new == typed.old else {}

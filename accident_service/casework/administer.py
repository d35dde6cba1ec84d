"""Who may do what: accounts and roles changed by an administrator, each change on record.

Nobody changes their own account, so that no one raises themselves, and the last administrator
stays: a house that nobody can administer would need the command line.
"""

import secrets
from dataclasses import dataclass, replace

from accident_service.casefile.decision import Officer, Qualification
from accident_service.casefile.roles import Role
from accident_service.casework.ports import Clock, Ledger, UnitOfWork
from accident_service.casework.second_factor_ports import SecondFactors
from accident_service.casework.staff_acts import (
    demand_administrator,
    demand_somebody_left,
    demand_words,
    named,
    record,
)
from accident_service.casework.staff_ports import Account, PasswordHash
from accident_service.errors import InvalidInput, NotPermitted
from accident_service.quantities.identifiers import OfficerId, UnitId

PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What an administrator enters of somebody."""

    name: str
    police_no: str
    unit: UnitId
    qualification: Qualification
    may_decide_simple_procedure: bool
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Administer:
    """Every change of an account; each demands an administrator and leaves an entry."""

    ledger: Ledger
    clock: Clock
    passwords: PasswordHash
    second_factors: SecondFactors

    def add(self, person: Person, user_name: str, *, by: Officer) -> tuple[OfficerId, str]:
        """A new account; its id, and the password to hand over, told this once.

        Raises:
            InvalidInput: A field is empty or too long, or the unit is not entered.
            Conflict: The user name is taken.
            NotPermitted: `by` is no administrator.
        """
        demand_words(person.name, person.police_no, user_name)
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        password_hash = self.passwords.of(password)
        officer_id = OfficerId(f"officer-{secrets.token_hex(4)}")
        with self.ledger.transaction() as work:
            demand_administrator(work, by)
            officer = _officer_of(work, officer_id, person)
            account = Account(officer=officer, user_name=user_name, roles=person.roles)
            work.staff.add(account, password_hash)
            self._record(work, by, "add-account", of=officer_id, roles=named(person.roles))
        return officer_id, password

    def change(self, officer_id: OfficerId, person: Person, *, by: Officer) -> None:
        """Another name, unit, qualification or other roles.

        Raises:
            InvalidInput: A field is empty or too long, or the unit is not entered.
            NotPermitted: `by` is no administrator, or it is their own account.
            Conflict: Nobody could administer afterwards.
            NotFound: There is no such account.
        """
        demand_words(person.name, person.police_no)
        with self.ledger.transaction() as work:
            before = self._another(work, officer_id, by)
            officer = _officer_of(work, officer_id, person)
            after = replace(before, officer=officer, roles=person.roles)
            demand_somebody_left(work, after)
            work.staff.save(after)
            self._record(
                work,
                by,
                "change-account",
                of=officer_id,
                roles_before=named(before.roles),
                roles=named(after.roles),
                unit_before=before.officer.unit,
                unit=officer.unit,
            )

    def switch(self, officer_id: OfficerId, *, active: bool, by: Officer) -> None:
        """Let somebody sign in no more, or again.

        Raises:
            NotPermitted: `by` is no administrator, or it is their own account.
            Conflict: Nobody could administer afterwards.
            NotFound: There is no such account.
        """
        with self.ledger.transaction() as work:
            after = replace(self._another(work, officer_id, by), active=active)
            demand_somebody_left(work, after)
            work.staff.save(after)
            self._record(
                work, by, "switch-on-account" if active else "switch-off-account", of=officer_id
            )

    def new_password(self, officer_id: OfficerId, *, by: Officer) -> str:
        """A password to hand over, told this once; sessions begun with the old one end.

        Raises:
            NotPermitted: `by` is no administrator, or it is their own account.
            NotFound: There is no such account.
        """
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        password_hash = self.passwords.of(password)
        with self.ledger.transaction() as work:
            self._another(work, officer_id, by)
            work.staff.new_password(officer_id, password_hash, handed_over=True)
            work.staff.end_sessions(officer_id, self.clock.now())
            self._record(work, by, "reset-password", of=officer_id)
        return password

    def forget_device(self, officer_id: OfficerId, *, by: Officer) -> None:
        """A lost device shows no more codes; its owner enrols another at the next sign-in.

        Raises:
            NotPermitted: `by` is no administrator, or it is their own account.
            NotFound: There is no such account.
        """
        with self.ledger.transaction() as work:
            self._another(work, officer_id, by)
            work.staff.end_sessions(officer_id, self.clock.now())
            self._record(work, by, "reset-second-factor", of=officer_id)
        self.second_factors.reset(officer_id)

    def _another(self, work: UnitOfWork, officer_id: OfficerId, by: Officer) -> Account:
        demand_administrator(work, by)
        if officer_id == by.id:
            raise NotPermitted("nobody changes their own account; ask another administrator")
        return work.staff.account(officer_id)

    def _record(self, work: UnitOfWork, by: Officer, verb: str, **detail: str) -> None:
        record(work, self.clock.now(), f"officer:{by.id}", verb, **detail)


def _officer_of(work: UnitOfWork, officer_id: OfficerId, person: Person) -> Officer:
    units = {one.code: one for one in work.staff.units()}
    unit = units.get(person.unit)
    if unit is None:
        raise InvalidInput(f"unit {person.unit} is not entered")
    higher = units.get(unit.higher) if unit.higher else None
    return Officer(
        id=officer_id,
        name=person.name,
        police_no=person.police_no,
        unit=unit.code,
        unit_name=unit.name,
        may_decide_simple_procedure=person.may_decide_simple_procedure,
        qualification=person.qualification,
        higher_unit=unit.higher,
        higher_unit_name=higher.name if higher else "",
    )

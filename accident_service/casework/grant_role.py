"""A role given or taken at the command line, by whoever runs the machine; on record as theirs.

For a house in which no administrator is left who could do it on a page.
"""

from dataclasses import dataclass, replace

from accident_service.casefile.roles import Role
from accident_service.casework.ports import Clock, Ledger
from accident_service.casework.staff_acts import demand_somebody_left, named, record
from accident_service.casework.staff_ports import Account
from accident_service.errors import NotFound

OPERATOR = "operator:command-line"  # who sits at the machine is not known to the service


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Gives an existing account a role, or takes it away."""

    ledger: Ledger
    clock: Clock

    def __call__(self, user_name: str, role: Role, *, granted: bool) -> Account:
        """The account as it is then; nothing is written where it is so already.

        Raises:
            NotFound: Nobody signs in by this name.
            Conflict: Nobody could administer afterwards.
        """
        with self.ledger.transaction() as work:
            accounts = work.staff.accounts()
            before = next((one for one in accounts if one.user_name == user_name), None)
            if before is None:
                raise NotFound(f"nobody signs in as {user_name}")
            roles = before.roles | {role} if granted else before.roles - {role}
            if roles == before.roles:
                return before
            after = replace(before, roles=roles)
            if before.administers:
                demand_somebody_left(work, after)
            work.staff.save(after)
            record(
                work,
                self.clock.now(),
                OPERATOR,
                "change-account",
                of=before.officer.id,
                roles_before=named(before.roles),
                roles=named(roles),
            )
        return after

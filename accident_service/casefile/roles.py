"""What a person of the house may do: several roles at once, and nothing without one.

A role opens pages; what the law asks of whoever decides a case, a qualification and no interest
of one's own, stays with `decide` and is never replaced by a role.
"""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is trusted with. [design: least privilege, no role holds another]"""

    OFFICER = "officer"  # works on cases and decides them
    HEAD = "head"  # leads a unit: hands work over, approves
    SURVEYOR = "surveyor"  # measures cameras; sees no cases
    ADMINISTRATOR = "administrator"  # accounts, roles and units; sees no cases
    AUDITOR = "auditor"  # reads the record of who did what; changes nothing


EVERYONE_OF_THE_HOUSE = frozenset(Role)

"""Invitations in SQL: a random token by which the second driver finds the case."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select

from accident_service.adapters.database.door_tables import invite_link as table
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.tokens import hash_of, new_token
from accident_service.casework.ports import Clock
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId

LIFE = timedelta(days=3)  # the second driver may have to fetch papers at home [design]


@dataclass(frozen=True, slots=True)
class SqlInviteLinks:
    """An `InviteLinks`; a link lives for three days and shows place and time only."""

    engines: Engines
    clock: Clock

    def issue(self, case_id: CaseId) -> str:
        """A new random token for the case; only its hash is kept."""
        token = new_token()
        with self.engines.transaction() as connection:
            connection.execute(
                insert(table).values(
                    token_hash=hash_of(token),
                    case_id=case_id,
                    expires_at=self.clock.now() + LIFE,
                )
            )
        return token

    def case_of(self, token: str) -> CaseId:
        """The case the link belongs to.

        Raises:
            NotFound: Unknown or expired; the two look alike.
        """
        with self.engines.glance() as connection:
            case_id = connection.execute(
                select(table.c.case_id).where(
                    table.c.token_hash == hash_of(token), table.c.expires_at > self.clock.now()
                )
            ).scalar_one_or_none()
        if case_id is None:
            raise NotFound("this link is unknown, or no longer valid")
        return CaseId(case_id)

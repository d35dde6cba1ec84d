"""Officers' second factors in SQL: codes of a device, each taken once, guesses counted first.

A code is good for its half minute and one on either side (RFC 6238, 5.2), and a half minute
once taken is never taken again, nor any before it.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

import pyotp
from sqlalchemy import delete, insert, or_, select, update

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.metadata import KeptRow
from accident_service.adapters.database.second_factor_tables import recovery_code, second_factor
from accident_service.adapters.database.tokens import hash_of
from accident_service.adapters.sealed_text import TextSeal
from accident_service.casework.ports import Clock
from accident_service.casework.second_factor_ports import Enrolment
from accident_service.errors import Conflict, NotPermitted
from accident_service.quantities.identifiers import OfficerId

ISSUER = "Accident desk"
STEP_S = 30
DRIFT_STEPS = (-1, 0, 1)
RECOVERY_CODES = 10
RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else
# Six digits have a million values: five wrong ones, then a pause. [design]
MOST_WRONG = 5
PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SqlSecondFactors:
    """A `SecondFactors`."""

    engines: Engines
    clock: Clock
    seal: TextSeal

    def is_enrolled(self, officer: OfficerId) -> bool:
        """Has the officer shown a right code of a device before?"""
        row = self._row(officer)
        return row is not None and row.confirmed_at is not None

    def begin(self, officer: OfficerId, user_name: str) -> Enrolment:
        """What to enrol a device with; see the port.

        Raises:
            Conflict: A device is enrolled already.
        """
        row = self._row(officer)
        if row is not None and row.confirmed_at is not None:
            raise Conflict(f"officer {officer} has a device already; it has to be reset first")
        secret = self._new_secret(officer) if row is None else self._secret(row)
        address = pyotp.TOTP(secret).provisioning_uri(name=user_name, issuer_name=ISSUER)
        return Enrolment(address=address, secret=secret)

    def confirm(self, officer: OfficerId, code: str) -> tuple[str, ...]:
        """Enrol the device that shows `code`; see the port."""
        row = self._row(officer)
        if row is None or row.confirmed_at is not None or not self._takes(row, code):
            return ()
        codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
        with self.engines.transaction() as connection:
            connection.execute(
                update(second_factor)
                .where(second_factor.c.officer_id == officer)
                .values(confirmed_at=self.clock.now())
            )
            connection.execute(
                insert(recovery_code),
                [{"officer_id": officer, "code_hash": hash_of(one)} for one in codes],
            )
        return codes

    def accepts(self, officer: OfficerId, code: str) -> bool:
        """Is this the device's code of now, or an unused recovery code? See the port.

        Raises:
            NotPermitted: Too many wrong codes lately.
        """
        row = self._row(officer)
        if row is None or row.confirmed_at is None:
            return False
        return self._takes(row, code) or self._takes_recovery(officer, code)

    def reset(self, officer: OfficerId) -> None:
        """Forget the device and the recovery codes."""
        with self.engines.transaction() as connection:
            connection.execute(delete(recovery_code).where(recovery_code.c.officer_id == officer))
            connection.execute(delete(second_factor).where(second_factor.c.officer_id == officer))

    def _row(self, officer: OfficerId) -> KeptRow | None:
        with self.engines.glance() as connection:
            return connection.execute(
                select(second_factor).where(second_factor.c.officer_id == officer)
            ).first()

    def _secret(self, row: KeptRow) -> str:
        return self.seal.opened(row.sealed_secret, of=f"officer:{row.officer_id}")

    def _new_secret(self, officer: OfficerId) -> str:
        secret = pyotp.random_base32()
        with self.engines.transaction() as connection:
            connection.execute(
                insert(second_factor).values(
                    officer_id=officer,
                    sealed_secret=self.seal.sealed(secret, of=f"officer:{officer}"),
                    last_step=0,
                    wrong_tries=0,
                    tries_since=self.clock.now(),
                )
            )
        return secret

    def _takes(self, row: KeptRow, code: str) -> bool:
        """Count the try, then look at it; a right one takes its half minute for good."""
        self._count_try(row)
        device, step_now = (
            pyotp.TOTP(self._secret(row)),
            int(self.clock.now().timestamp()) // STEP_S,
        )
        typed = code.replace(" ", "")
        for step in (step_now + drift for drift in DRIFT_STEPS):
            if hmac.compare_digest(device.at(step * STEP_S).encode(), typed.encode()):
                return self._takes_step(row.officer_id, step)
        return False

    def _count_try(self, row: KeptRow) -> None:
        now_at, table = self.clock.now(), second_factor.c
        mine = table.officer_id == row.officer_id
        with self.engines.transaction() as connection:
            connection.execute(
                update(second_factor)
                .where(mine, or_(table.tries_since < now_at - PAUSE, table.tries_since > now_at))
                .values(wrong_tries=0, tries_since=now_at)
            )
            counted = connection.execute(
                update(second_factor)
                .where(mine, table.wrong_tries < MOST_WRONG)
                .values(wrong_tries=table.wrong_tries + 1, tries_since=now_at)
            )
        if counted.rowcount != 1:
            minutes = round(PAUSE.total_seconds() / 60)
            raise NotPermitted(f"{MOST_WRONG} wrong codes; wait {minutes} minutes")

    def _takes_step(self, officer: OfficerId, step: int) -> bool:
        table = second_factor.c
        with self.engines.transaction() as connection:
            taken = connection.execute(
                update(second_factor)
                .where(table.officer_id == officer, table.last_step < step)
                .values(last_step=step, wrong_tries=0)
            )
        return taken.rowcount == 1

    def _takes_recovery(self, officer: OfficerId, code: str) -> bool:
        typed = code.strip().lower().replace("-", "").replace(" ", "")
        with self.engines.transaction() as connection:
            taken = connection.execute(
                update(recovery_code)
                .where(
                    recovery_code.c.officer_id == officer,
                    recovery_code.c.code_hash == hash_of(typed),
                    recovery_code.c.used_at.is_(None),
                )
                .values(used_at=self.clock.now())
            )
            if taken.rowcount == 1:
                connection.execute(
                    update(second_factor)
                    .where(second_factor.c.officer_id == officer)
                    .values(wrong_tries=0)
                )
        return taken.rowcount == 1


def _recovery_code() -> str:
    """Sixteen letters and digits, 79 bits: too many to guess, so a fast hash is enough."""
    return "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(16))

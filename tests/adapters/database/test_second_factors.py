"""An officer's device: each half minute's code once, guesses counted, secrets sealed."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.adapters.database.second_factor_tables import recovery_code, second_factor
from accident_service.adapters.database.second_factors import MOST_WRONG, SqlSecondFactors
from accident_service.adapters.sealed_text import TextSeal
from accident_service.errors import Conflict, InvalidSettings, NotPermitted
from tests.fakes import examples
from tests.fakes.clock import FakeClock

OFFICER = examples.officer().id


@pytest.fixture
def factors(engines: Engines, clock: FakeClock, quick_hash: SlowHash) -> SqlSecondFactors:
    accounts = SqlOfficerAccounts(engines, quick_hash)
    accounts.enrol(examples.officer(), user_name="officer", password="a long password")
    return SqlSecondFactors(engines, clock, TextSeal(b"k" * 32))


def code_at(factors: SqlSecondFactors, secret: str, *, steps: int = 0) -> str:
    """What the device shows, some half minutes from now."""
    return pyotp.TOTP(secret).at(factors.clock.now(), counter_offset=steps)


def enrolled(factors: SqlSecondFactors) -> tuple[str, tuple[str, ...]]:
    """The device's secret and the recovery codes."""
    secret = factors.begin(OFFICER, "officer").secret
    recovery = factors.confirm(OFFICER, code_at(factors, secret, steps=-1))
    return secret, recovery


def test_a_device_is_enrolled_by_showing_its_code(factors: SqlSecondFactors) -> None:
    begun = factors.begin(OFFICER, "officer")
    assert begun.address.startswith("otpauth://totp/")
    assert begun == factors.begin(OFFICER, "officer"), "a page loaded again shows the same"
    assert not factors.is_enrolled(OFFICER)
    assert factors.confirm(OFFICER, "000000") == ()

    recovery = factors.confirm(OFFICER, code_at(factors, begun.secret))

    assert factors.is_enrolled(OFFICER)
    assert len(set(recovery)) == 10
    with pytest.raises(Conflict):
        factors.begin(OFFICER, "officer")


def test_a_code_is_taken_once_and_none_before_it(factors: SqlSecondFactors) -> None:
    secret, _ = enrolled(factors)

    assert factors.accepts(OFFICER, code_at(factors, secret))
    assert not factors.accepts(OFFICER, code_at(factors, secret))
    assert not factors.accepts(OFFICER, code_at(factors, secret, steps=-1))
    assert factors.accepts(OFFICER, code_at(factors, secret, steps=1)), "a clock that runs ahead"
    assert not factors.accepts(OFFICER, code_at(factors, secret, steps=2))


def test_a_recovery_code_works_once_however_it_is_typed(factors: SqlSecondFactors) -> None:
    _, recovery = enrolled(factors)
    typed = f"{recovery[0][:4]}-{recovery[0][4:]}".upper()

    assert factors.accepts(OFFICER, typed)
    assert not factors.accepts(OFFICER, typed)


def test_guessing_is_stopped_and_begins_anew_after_a_pause(
    factors: SqlSecondFactors, clock: FakeClock
) -> None:
    secret, _ = enrolled(factors)
    for _ in range(MOST_WRONG):
        assert not factors.accepts(OFFICER, "000000")

    with pytest.raises(NotPermitted, match="wait 10 minutes"):
        factors.accepts(OFFICER, code_at(factors, secret))
    clock.pass_by(timedelta(minutes=11).total_seconds())

    assert factors.accepts(OFFICER, code_at(factors, secret))


def test_a_reset_forgets_device_and_recovery_codes(factors: SqlSecondFactors) -> None:
    secret, recovery = enrolled(factors)

    factors.reset(OFFICER)

    assert not factors.accepts(OFFICER, code_at(factors, secret))
    assert not factors.accepts(OFFICER, recovery[0])
    assert factors.begin(OFFICER, "officer").secret != secret


def test_the_database_alone_shows_no_secret(factors: SqlSecondFactors, engines: Engines) -> None:
    secret, recovery = enrolled(factors)
    with engines.glance() as connection:
        kept = [str(row) for row in connection.execute(select(second_factor))]
        kept += [str(row) for row in connection.execute(select(recovery_code))]

    assert not any(one in row for row in kept for one in (secret, *recovery))
    stranger = SqlSecondFactors(engines, factors.clock, TextSeal(b"x" * 32))
    with pytest.raises(InvalidSettings):
        stranger.accepts(OFFICER, "000000")

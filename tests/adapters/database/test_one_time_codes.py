"""Codes to a phone: the newest only, five tries, five minutes, once."""

import base64
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from accident_service.adapters.database.door_tables import one_time_code
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.one_time_codes import KEPT, SqlOneTimeCodes
from accident_service.adapters.database.personal import opened_alike
from accident_service.errors import NotPermitted, OutsideWorldFailed
from tests.fakes.clock import FakeClock
from tests.fakes.doors import FakeCodeSender
from tests.fakes.examples import PHONE_A, PHONE_B


@pytest.fixture
def sender() -> FakeCodeSender:
    return FakeCodeSender()


@pytest.fixture
def codes(engines: Engines, clock: FakeClock, sender: FakeCodeSender) -> SqlOneTimeCodes:
    return SqlOneTimeCodes(engines, clock, sender)


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_works_once(codes: SqlOneTimeCodes, sender: FakeCodeSender) -> None:
    codes.send(PHONE_A)
    code = sender.last_code(PHONE_A)
    assert code.isdigit()
    assert len(code) == 6
    assert codes.verify(PHONE_A, code)
    assert not codes.verify(PHONE_A, code)


def test_a_code_is_of_one_phone(codes: SqlOneTimeCodes, sender: FakeCodeSender) -> None:
    codes.send(PHONE_A)
    assert not codes.verify(PHONE_B, sender.last_code(PHONE_A))
    assert codes.verify(PHONE_A, sender.last_code(PHONE_A))


def test_a_fresh_code_ends_the_earlier_one(codes: SqlOneTimeCodes, sender: FakeCodeSender) -> None:
    codes.send(PHONE_A)
    first = sender.last_code(PHONE_A)
    codes.send(PHONE_A)
    second = sender.last_code(PHONE_A)
    assert first == second or not codes.verify(PHONE_A, first)
    assert codes.verify(PHONE_A, second)


@pytest.mark.parametrize(("wrong_tries", "accepted"), [(4, True), (5, False)])
def test_the_sixth_try_is_no_try(
    codes: SqlOneTimeCodes, sender: FakeCodeSender, wrong_tries: int, *, accepted: bool
) -> None:
    codes.send(PHONE_A)
    code = sender.last_code(PHONE_A)
    for _ in range(wrong_tries):
        assert not codes.verify(PHONE_A, another(code))
    assert codes.verify(PHONE_A, code) is accepted


@pytest.mark.parametrize(("age_s", "accepted"), [(299.0, True), (300.0, False)])
def test_a_code_lives_for_five_minutes(
    codes: SqlOneTimeCodes,
    sender: FakeCodeSender,
    clock: FakeClock,
    age_s: float,
    *,
    accepted: bool,
) -> None:
    codes.send(PHONE_A)
    clock.pass_by(age_s)
    assert codes.verify(PHONE_A, sender.last_code(PHONE_A)) is accepted


def test_a_phone_gets_three_codes_in_ten_minutes(codes: SqlOneTimeCodes, clock: FakeClock) -> None:
    for _ in range(3):
        codes.send(PHONE_A)
    with pytest.raises(NotPermitted, match="within 10 minutes"):
        codes.send(PHONE_A)
    codes.send(PHONE_B)
    clock.pass_by(601.0)
    codes.send(PHONE_A)


def test_a_phone_gets_ten_codes_a_day(codes: SqlOneTimeCodes, clock: FakeClock) -> None:
    for _ in range(10):
        clock.pass_by(601.0)
        codes.send(PHONE_A)
    clock.pass_by(601.0)
    with pytest.raises(NotPermitted, match="within 1440 minutes"):
        codes.send(PHONE_A)


def test_a_gateway_that_fails_does_not_make_asking_free(
    codes: SqlOneTimeCodes, sender: FakeCodeSender
) -> None:
    sender.failures = [OutsideWorldFailed("no gateway")] * 3
    for _ in range(3):
        with pytest.raises(OutsideWorldFailed):
            codes.send(PHONE_A)
    with pytest.raises(NotPermitted):
        codes.send(PHONE_A)


def test_the_code_itself_is_kept_nowhere(
    codes: SqlOneTimeCodes, sender: FakeCodeSender, engines: Engines
) -> None:
    codes.send(PHONE_A)
    with engines.glance() as connection:
        row = connection.execute(select(one_time_code)).one()
    assert sender.last_code(PHONE_A) not in {str(value) for value in row}
    # Nor is what is kept a plain hash, which a million guesses would tell.
    guesses = (f"{guess:06d}" for guess in range(1_000_000))
    kept = base64.b64decode(row.code_hash.removeprefix("/"))
    assert not any(sha256(guess.encode()).digest().startswith(kept) for guess in guesses)


def test_codes_and_whose_they_were_are_forgotten_after_two_days(
    codes: SqlOneTimeCodes, engines: Engines, clock: FakeClock
) -> None:
    codes.send(PHONE_A)
    clock.now_at += KEPT + timedelta(hours=1)
    codes.send(PHONE_B)
    with engines.glance() as connection:
        phones = connection.execute(select(one_time_code.c.phone)).scalars().all()
        assert [opened_alike(connection, one_time_code.c.phone, one) for one in phones] == [PHONE_B]

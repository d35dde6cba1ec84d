"""One's own password changes by the old one and a code, and ends every other session."""

from dataclasses import replace

import pytest
from typing_extensions import override

from accident_service.casework.own_password import ChangeOwnPassword, NewPassword
from accident_service.casework.staff_ports import Account
from accident_service.errors import NotPermitted
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.doors import FakeOfficerAccounts, FakeSecondFactors
from tests.fakes.ledger import FakeLedger
from tests.fakes.ledger_staff import FakePasswordHash

OFFICER = examples.officer()
NEW = "rain on the tin roof"
RIGHT = NewPassword(old="a long password", new=NEW, again=NEW, code="135790")


class Locked(FakeSecondFactors):
    """Too many wrong codes were tried."""

    @override
    def accepts(self, officer: object, code: str) -> bool:
        """Refuse."""
        raise NotPermitted("too many")


@pytest.fixture
def ledger() -> FakeLedger:
    house = FakeLedger()
    with house.transaction() as work:
        work.staff.add(Account(officer=OFFICER, user_name="officer", roles=frozenset()), "-")
    return house


def change(ledger: FakeLedger, typed: NewPassword, factors: FakeSecondFactors) -> dict[str, str]:
    act = ChangeOwnPassword(ledger, FakeClock(), FakeOfficerAccounts(), FakePasswordHash(), factors)
    return dict(act(OFFICER, typed))


def test_it_is_changed_on_record_and_ends_every_session(ledger: FakeLedger) -> None:
    assert change(ledger, RIGHT, FakeSecondFactors()) == {}
    assert ledger.tables.password_hashes[OFFICER.id] == FakePasswordHash().of(NEW)
    assert OFFICER.id in ledger.tables.sessions_ended
    assert [entry.act.verb for entry in ledger.tables.audit] == ["change-password"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (replace(RIGHT, new="short", again="short"), {"new": "too-short"}),
        (replace(RIGHT, new="officer123456", again="officer123456"), {"new": "tried-first"}),
        (replace(RIGHT, again="something else"), {"again": "different"}),
        (replace(RIGHT, new=RIGHT.old, again=RIGHT.old), {"new": "same"}),
        (replace(RIGHT, old="not this one"), {"old": "wrong"}),
        (replace(RIGHT, code="000000"), {"code": "wrong"}),
    ],
)
def test_nothing_changes_while_something_is_wrong(
    ledger: FakeLedger, typed: NewPassword, wrong: dict[str, str]
) -> None:
    assert change(ledger, typed, FakeSecondFactors()) == wrong
    assert OFFICER.id not in ledger.tables.sessions_ended
    assert not ledger.tables.audit


def test_whoever_tried_too_many_codes_waits(ledger: FakeLedger) -> None:
    assert change(ledger, RIGHT, Locked()) == {"code": "too-many"}

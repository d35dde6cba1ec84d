import json
from datetime import timedelta, timezone

import pytest

from accident_service.casefile.ledger_head import LedgerHead
from tests.fakes import examples

HEAD = LedgerHead(sequence=7, entry_hash="ab" * 32, tree_root="cd" * 32, signed_at=examples.NOON)


def test_a_head_is_read_back_from_what_was_signed() -> None:
    assert LedgerHead.from_statement(HEAD.statement()) == HEAD


def test_the_statement_is_the_same_in_any_zone() -> None:
    in_china = HEAD.signed_at.astimezone(timezone(timedelta(hours=8)))
    told = LedgerHead(
        sequence=7, entry_hash="ab" * 32, tree_root="cd" * 32, signed_at=in_china
    ).statement()
    assert told == HEAD.statement()
    assert json.loads(told)["signed_at"] == "2026-03-02T04:00:00+00:00"


@pytest.mark.parametrize(
    "statement", [b"{}", b"[]", b"no json", b'{"format":"another/1"}', b'{"format":1}']
)
def test_anything_else_is_refused(statement: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        LedgerHead.from_statement(statement)

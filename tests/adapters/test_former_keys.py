"""A key's place is taken by another, and what it signed or sealed still opens."""

import json
from datetime import date
from pathlib import Path

import pytest

from accident_service.adapters.key_files import (
    forget_former,
    former_files,
    kept_key,
    kept_keys,
    replace_key,
)
from accident_service.adapters.sealed_text import text_seal
from accident_service.adapters.signing import kept_unit_key, public_half, verified
from accident_service.api.access_tokens import AccessTokens, Grant
from accident_service.errors import InvalidSettings, NotPermitted
from tests.fakes.examples import NOON

DAY = date(2026, 11, 23)
GRANT = Grant("picc-client", frozenset({"determinations:read"}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "unit.key"


def test_the_key_before_stays_beside_the_new_one(path: Path) -> None:
    before = kept_key(path)
    replace_key(path, DAY, keep=bytes)
    now, former = kept_keys(path)
    assert now != before
    assert former == before
    assert path.stat().st_mode & 0o777 == 0o600


def test_twice_on_a_day_both_stay_newest_first(path: Path) -> None:
    first = kept_key(path)
    replace_key(path, DAY, keep=bytes)
    second = kept_key(path)
    replace_key(path, DAY, keep=bytes)
    assert kept_keys(path)[1:] == (second, first)
    assert forget_former(path) == 2
    assert former_files(path) == ()


def test_a_key_that_may_be_known_to_others_is_not_kept(path: Path) -> None:
    kept_key(path)
    replace_key(path, DAY, keep=bytes)
    replace_key(path, DAY, keep=None)
    assert len(kept_keys(path)) == 1


def test_what_the_unit_signed_before_is_still_checked_by_its_public_half_alone(path: Path) -> None:
    before = kept_key(path)
    signed = kept_unit_key(path).signed(b"{}")
    replace_key(path, DAY, keep=public_half)
    after = kept_unit_key(path)
    assert before not in kept_keys(path)
    assert verified(signed, after.public_keys()) == b"{}"
    assert verified(after.signed(b"{}"), after.public_keys()) == b"{}"
    names = [json.loads(one)["protected"] for one in (signed, after.signed(b"{}"))]
    assert names[0] != names[1]  # the id of the key stands in it


def test_a_sealed_text_opens_until_the_key_before_is_forgotten(path: Path) -> None:
    kept = text_seal(path).sealed("secret", of="officer:1")
    replace_key(path, DAY, keep=bytes)
    assert text_seal(path).opened(kept, of="officer:1") == "secret"
    forget_former(path)
    with pytest.raises(InvalidSettings, match="cannot be opened"):
        text_seal(path).opened(kept, of="officer:1")


def test_an_access_token_is_read_under_the_secret_before() -> None:
    token = AccessTokens(b"b" * 40).issue(GRANT, NOON)
    assert AccessTokens(b"n" * 40, (b"b" * 40,)).read(token, NOON) == GRANT
    with pytest.raises(NotPermitted):
        AccessTokens(b"n" * 40).read(token, NOON)

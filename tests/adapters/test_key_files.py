from pathlib import Path

import pytest

from accident_service.adapters.key_files import kept_key
from accident_service.errors import InvalidSettings


def test_a_key_is_made_once_and_read_from_then_on(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "session.key"

    first = kept_key(path)

    assert len(first) == 32
    assert kept_key(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["session.key"]


def test_two_places_have_different_keys(tmp_path: Path) -> None:
    assert kept_key(tmp_path / "a") != kept_key(tmp_path / "b")


def test_a_key_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "session.key"
    kept_key(path)
    path.chmod(0o644)

    with pytest.raises(InvalidSettings, match="mode 0600"):
        kept_key(path)


def test_a_key_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "session.key"
    path.write_bytes(b"short")
    path.chmod(0o600)

    with pytest.raises(InvalidSettings, match="holds 5 bytes"):
        kept_key(path)

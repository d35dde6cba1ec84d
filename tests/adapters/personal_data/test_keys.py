"""The file of keys: made once, read again when it changes, closed to others."""

from pathlib import Path

import pytest

from accident_service.adapters.personal_data.keys import KeyFile
from accident_service.errors import InvalidSettings
from tests.keys import KEY, NEXT_KEY


def kept(path: Path, *lines: str, mode: int = 0o600) -> KeyFile:
    path.write_text("\n".join(lines))
    path.chmod(mode)
    return KeyFile(path, make=False)


def test_a_key_is_made_on_first_use_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "personal-data.key"
    (made,) = KeyFile(path, make=True).ring()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.id for one in KeyFile(path, make=True).ring()] == [made.id]


def test_the_first_line_writes_and_the_others_read(tmp_path: Path) -> None:
    file = kept(tmp_path / "keys", "# two", NEXT_KEY.line, "", KEY.line)
    assert [one.id for one in file.ring()] == [NEXT_KEY.id, KEY.id]


def test_a_new_key_goes_first_and_a_running_process_sees_it(tmp_path: Path) -> None:
    running = kept(tmp_path / "keys", KEY.line)
    assert len(running.ring()) == 1
    added = KeyFile(running.path, make=False).put_new_first()
    assert [one.id for one in running.ring()] == [added.id, KEY.id]
    assert running.path.stat().st_mode & 0o777 == 0o600


def test_a_key_added_last_reads_first_and_writes_when_it_is_put_first(tmp_path: Path) -> None:
    file = kept(tmp_path / "keys", KEY.line)
    added = file.add_last()
    assert [one.id for one in file.ring()] == [KEY.id, added.id]
    assert file.put_new_first().id == added.id
    assert [one.id for one in file.ring()] == [added.id, KEY.id]
    assert file.put_new_first().id not in (added.id, KEY.id)


def test_an_old_key_is_taken_out_but_never_the_one_that_writes(tmp_path: Path) -> None:
    file = kept(tmp_path / "keys", NEXT_KEY.line, KEY.line)
    with pytest.raises(InvalidSettings, match="the key that writes"):
        file.drop(NEXT_KEY.id)
    file.drop(KEY.id)
    assert [one.id for one in file.ring()] == [NEXT_KEY.id]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("", "holds no key"), ("2026-03-01 abc", "day and key"), ("2026-03-01 abcd", "2 bytes")],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(InvalidSettings, match=complaint):
        kept(tmp_path / "keys", line).ring()


def test_a_file_others_may_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="0600"):
        kept(tmp_path / "keys", KEY.line, mode=0o644).ring()


def test_a_named_file_that_is_missing_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="No such file"):
        KeyFile(tmp_path / "keys", make=False).ring()


def test_a_key_does_not_show_itself() -> None:
    assert KEY.line.split()[1] not in repr(KEY)
    assert KEY.id in repr(KEY)

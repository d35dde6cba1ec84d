"""A backup is one state of the service, whole or not there, and comes back as it was."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from accident_service.adapters.backup.back_up import (
    Made,
    Wanted,
    back_up,
    finished_backups,
    forget_old,
)
from accident_service.adapters.backup.manifest import BLOB_LIST, LEDGER_FILE, read_manifest
from accident_service.adapters.backup.restore import chosen_backup, restore
from accident_service.adapters.backup.state import KeptState
from accident_service.errors import Conflict, CustodyBroken, LedgerUnavailable, NotFound
from tests.adapters.backup.conftest import add_case, cases_in, fill, state_in
from tests.fakes.clock import FakeClock
from tests.keys import upgrade

AT = FakeClock().now()


@pytest.fixture
def state(place: Path) -> KeptState:
    url = f"sqlite:///{place / 'ledger.sqlite3'}"
    upgrade(url)
    return state_in(place, url)


@pytest.fixture
def elsewhere(tmp_path: Path) -> KeptState:
    (tmp_path / "elsewhere").mkdir()
    return state_in(tmp_path / "elsewhere", f"sqlite:///{tmp_path / 'elsewhere/ledger.sqlite3'}")


def made(state: KeptState, folder: Path, *, after_s: float = 0, with_blobs: bool = True) -> Made:
    at = AT + timedelta(seconds=after_s)
    wanted = Wanted(at=at, version="1", entry_count=0, head="", with_blobs=with_blobs)
    return back_up(state, folder, wanted)


def hashes(state: KeptState) -> set[str]:
    return {one.sha256 for one in state.kept_blobs.every()}


def test_what_was_backed_up_comes_back_in_another_place(
    state: KeptState, elsewhere: KeptState, tmp_path: Path
) -> None:
    cases = fill(state)
    backup = made(state, tmp_path / "kept").folder
    restored = restore(backup, elsewhere)

    assert cases_in(elsewhere, *cases) == list(cases)
    assert hashes(elsewhere) == hashes(state)
    assert (restored.file_count, restored.blob_count, restored.lost_blobs) == (2, 2, ())
    key = elsewhere.folders["keys"] / "unit.key"
    assert (key.read_text(), key.stat().st_mode & 0o777) == ("k" * 32, 0o600)
    assert restored.settings_files == ()
    state.settings_files[0].write_text("another")
    assert read_manifest(backup).not_copied[0].path == str(state.settings_files[0])
    assert b"hunter22" not in b"".join(
        path.read_bytes() for path in backup.rglob("*") if path.is_file()
    )


def test_the_next_backup_takes_only_what_is_new_and_old_ones_go_with_what_only_they_held(
    state: KeptState, tmp_path: Path
) -> None:
    first_case, _ = fill(state)
    folder = tmp_path / "kept"
    assert made(state, folder).new_blob_count == 2
    add_case(state, "3")
    state.blobs.remove(first_case.clips[0].sha256)  # destroyed by order
    second = made(state, folder, after_s=1)
    assert (second.new_blob_count, second.manifest.blob_count) == (1, 2)

    assert len(list((folder / "blobs").glob("??/??/*"))) == 3
    assert forget_old(folder, keep=1) == (1, 1)
    assert finished_backups(folder) == (second.folder,)
    assert forget_old(folder, keep=1) == (0, 0)
    assert len(list((folder / "blobs").glob("??/??/*"))) == 2


def test_a_backup_made_while_the_service_works_holds_all_that_it_names(
    state: KeptState, elsewhere: KeptState, tmp_path: Path
) -> None:
    cases, stop = list(fill(state)), Event()

    def go_on() -> None:
        while not stop.is_set():
            cases.append(add_case(state, str(len(cases) + 1)))

    working = Thread(target=go_on)
    working.start()
    try:
        backup = made(state, tmp_path / "kept").folder
    finally:
        stop.set()
        working.join()
    restore(backup, elsewhere)
    kept = hashes(elsewhere)
    for case in cases:
        try:
            (found,) = cases_in(elsewhere, case)
        except NotFound:
            continue  # it came after the backup
        assert found.clips[0].sha256 in kept
    assert cases_in(elsewhere, *cases[:2]) == cases[:2]


@pytest.mark.parametrize("spoilt", [LEDGER_FILE, BLOB_LIST, "files/keys/unit.key"])
def test_a_file_that_is_not_what_was_written_is_named_and_nothing_is_restored(
    state: KeptState, elsewhere: KeptState, tmp_path: Path, spoilt: str
) -> None:
    fill(state)
    backup = made(state, tmp_path / "kept").folder
    content = bytearray((backup / spoilt).read_bytes())
    content[len(content) // 2] ^= 1
    (backup / spoilt).write_bytes(content)
    with pytest.raises(CustodyBroken, match=f"{spoilt} is not what was written"):
        restore(backup, elsewhere)
    (backup / spoilt).unlink()
    with pytest.raises(CustodyBroken, match=f"{spoilt} is missing"):
        restore(backup, elsewhere)
    assert list(elsewhere.settings_files[0].parent.iterdir()) == []


def test_sealed_bytes_that_are_lost_or_others_are_named_and_the_rest_comes_back(
    state: KeptState, elsewhere: KeptState, tmp_path: Path
) -> None:
    cases = fill(state)
    backup = made(state, tmp_path / "kept").folder
    lost, other = (one.clips[0].sha256 for one in cases)
    vault = tmp_path / "kept/blobs"
    (vault / lost[:2] / lost[2:4] / lost).unlink()
    path = vault / other[:2] / other[2:4] / other
    path.unlink()
    path.write_bytes(b"recording of 3")
    restored = restore(backup, elsewhere)
    assert set(restored.lost_blobs) == {lost, other}
    assert cases_in(elsewhere, *cases) == list(cases)
    assert list(elsewhere.kept_blobs.every()) == []


def test_nothing_that_is_there_is_written_over(
    state: KeptState, elsewhere: KeptState, tmp_path: Path
) -> None:
    cases = fill(state)
    backup = made(state, tmp_path / "kept").folder
    with pytest.raises(Conflict, match="there is a ledger"):
        restore(backup, state)

    key = elsewhere.folders["keys"] / "unit.key"
    key.parent.mkdir()
    key.write_text("another")
    with pytest.raises(Conflict, match="another key than the backup's"):
        restore(backup, elsewhere)
    key.write_text("k" * 32)
    site = elsewhere.folders["sites"] / "north/site.toml"
    site.parent.mkdir(parents=True)
    site.write_text("newer")
    newer = elsewhere.blobs.put_bytes(b"came after the backup", "video/mp4")
    restored = restore(backup, elsewhere)
    assert restored.other_files == (str(site),)
    assert site.read_text() == "newer"
    assert elsewhere.blobs.open(newer) == b"came after the backup"
    assert cases_in(elsewhere, *cases) == list(cases)


def test_a_damaged_file_is_named_and_keeps_nobody_from_the_rest(
    state: KeptState, elsewhere: KeptState, tmp_path: Path
) -> None:
    cases = fill(state)
    sha256 = cases[0].clips[0].sha256
    (kept,) = (one for one in (tmp_path / "service/blobs").glob("??/??/*") if one.name == sha256)
    kept.chmod(0o600)
    kept.write_bytes(b"recording of 0")
    told = made(state, tmp_path / "kept")
    assert (told.manifest.damaged, told.manifest.blob_count) == ((sha256,), 2)
    assert restore(told.folder, elsewhere).lost_blobs == (sha256,)
    assert hashes(elsewhere) == {cases[1].clips[0].sha256}


def test_a_backup_that_breaks_off_is_none(state: KeptState, tmp_path: Path) -> None:
    fill(state)
    ledger = tmp_path / "service/ledger.sqlite3"
    ledger.rename(tmp_path / "elsewhere.sqlite3")
    folder = tmp_path / "kept"
    with pytest.raises(LedgerUnavailable, match="there is no ledger"):
        made(state, folder)
    assert finished_backups(folder) == ()
    assert [path.name for path in folder.iterdir() if path.name.endswith("Z")] == []
    with pytest.raises(NotFound, match="no finished backup"):
        restore(chosen_backup(folder), state)


def test_a_backup_may_leave_bytes_to_a_store_that_keeps_them_twice(
    state: KeptState, tmp_path: Path
) -> None:
    fill(state)
    told = made(state, tmp_path / "kept", with_blobs=False)
    assert (told.new_blob_count, told.manifest.blob_count) == (0, 2)
    again = replace(state, ledger_url=f"sqlite:///{tmp_path / 'another.sqlite3'}")
    assert restore(told.folder, again).lost_blobs == ()


def test_two_at_once_do_not_meet(state: KeptState, tmp_path: Path) -> None:
    fill(state)
    made(state, tmp_path / "kept")
    with pytest.raises(Conflict, match="there is a backup"):
        made(state, tmp_path / "kept")


def test_a_backup_without_keys_asks_for_them_first(
    state: KeptState, elsewhere: KeptState, tmp_path: Path
) -> None:
    cases = fill(state)
    wanted = Wanted(at=AT, version="1", entry_count=0, head="", with_keys=False)
    backup = back_up(state, tmp_path / "kept", wanted).folder
    assert not list(backup.rglob("unit.key"))
    with pytest.raises(Conflict, match="put them back"):
        restore(backup, elsewhere)
    elsewhere.folders["keys"].mkdir()
    (elsewhere.folders["keys"] / "unit.key").write_text("k" * 32)
    restore(backup, elsewhere)
    assert cases_in(elsewhere, *cases) == list(cases)

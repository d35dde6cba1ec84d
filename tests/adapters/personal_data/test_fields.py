"""Sealed values open with their key, in their place, unchanged, and in no other way."""

import pytest

from accident_service.adapters.personal_data.fields import WITHOUT_KEYS, PersonalFields
from accident_service.errors import InvalidSettings
from tests.keys import KEY, NEXT_KEY, PERSONAL

COLUMN, ROW = "accident_case.document", "case-1"
ROTATED = PersonalFields(lambda: (NEXT_KEY, KEY))
LATER = PersonalFields(lambda: (NEXT_KEY,))


@pytest.mark.parametrize("text", ["", "张三", "吉C12345 " * 400])
def test_what_is_sealed_opens_in_its_place(text: str) -> None:
    kept = PERSONAL.sealed(text, COLUMN, ROW)
    assert PERSONAL.opened(kept, COLUMN, ROW) == text
    assert not text or text not in kept


def test_the_same_text_is_sealed_differently_every_time() -> None:
    assert PERSONAL.sealed("张三", COLUMN, ROW) != PERSONAL.sealed("张三", COLUMN, ROW)


@pytest.mark.parametrize(
    ("column", "row"), [(COLUMN, "case-2"), ("paper.document", ROW), (f"{COLUMN}\n{ROW}", "")]
)
def test_a_value_moved_to_another_place_is_refused(column: str, row: str) -> None:
    kept = PERSONAL.sealed("张三", COLUMN, ROW)
    with pytest.raises(InvalidSettings, match="belongs to another row"):
        PERSONAL.opened(kept, column, row)


def test_a_changed_value_is_refused() -> None:
    kept = PERSONAL.sealed("张三", COLUMN, ROW)
    changed = kept[:-6] + ("AAAA" if kept[-6:-2] != "AAAA" else "BBBB") + kept[-2:]
    with pytest.raises(InvalidSettings, match="was changed"):
        PERSONAL.opened(changed, COLUMN, ROW)
    with pytest.raises(InvalidSettings, match="was changed"):
        PERSONAL.opened(f"{kept}!", COLUMN, ROW)


def test_what_was_kept_before_there_were_keys_is_read_as_it_is() -> None:
    assert PERSONAL.opened('{"format": "case/1"}', COLUMN, ROW) == '{"format": "case/1"}'
    assert PERSONAL.opened_alike("13800138000", "case_party.phone") == "13800138000"
    assert "13800138000" in PERSONAL.spellings("13800138000", "case_party.phone")


def test_a_value_to_be_found_by_is_the_same_every_time_in_one_column() -> None:
    kept = PERSONAL.alike("13800138000", "case_party.phone")
    assert kept == PERSONAL.alike("13800138000", "case_party.phone")
    assert kept != PERSONAL.alike("13800138000", "notice.phone")
    assert PERSONAL.opened_alike(kept, "case_party.phone") == "13800138000"
    with pytest.raises(InvalidSettings, match="was changed"):
        PERSONAL.opened_alike(kept, "notice.phone")


def test_fingerprints_of_words_tell_nothing_and_differ_by_key() -> None:
    (kept,) = PERSONAL.words(["C12"], "case_term.plate")
    assert kept.startswith("/")
    assert "C12" not in kept
    assert (kept,) == PERSONAL.word_spellings("C12", "case_term.plate")
    assert kept in ROTATED.word_spellings("C12", "case_term.plate")
    assert kept not in LATER.word_spellings("C12", "case_term.plate")


def test_after_a_new_key_the_old_one_reads_until_it_is_taken_away() -> None:
    kept = PERSONAL.sealed("张三", COLUMN, ROW)
    alike = PERSONAL.alike("吉C12345", "case_party.plate")
    assert ROTATED.opened(kept, COLUMN, ROW) == "张三"
    assert alike in ROTATED.spellings("吉C12345", "case_party.plate")
    assert not ROTATED.is_current(kept)
    assert ROTATED.is_current(ROTATED.sealed("张三", COLUMN, ROW))
    with pytest.raises(InvalidSettings, match=f"key {KEY.id}, which is not here"):
        LATER.opened(kept, COLUMN, ROW)


def test_without_keys_nothing_personal_is_written() -> None:
    with pytest.raises(InvalidSettings, match="without keys"):
        WITHOUT_KEYS.sealed("张三", COLUMN, ROW)
    with pytest.raises(InvalidSettings, match="without keys"):
        WITHOUT_KEYS.alike("吉C12345", "case_party.plate")

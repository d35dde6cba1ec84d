from datetime import date
from pathlib import Path

import pytest

from accident_service.adapters.law_files import timetable
from accident_service.casefile import working_days
from accident_service.errors import BeyondCalendar, InvalidSettings

BUILT_IN = Path(working_days.__file__).with_name("public_holidays.toml")


def test_without_a_file_this_versions_calendar_counts() -> None:
    assert timetable(None).calendar.is_working_day(date(2026, 2, 28))


def test_a_file_takes_the_place_of_this_versions_calendar(tmp_path: Path) -> None:
    text = BUILT_IN.read_text(encoding="utf-8")
    later = text.replace("2027", "2028").replace("-02-05, 2028-02-08", "-01-25, 2028-01-28")
    path = tmp_path / "holidays.toml"
    path.write_text(later, encoding="utf-8")

    calendar = timetable(path).calendar

    assert not calendar.is_working_day(date(2028, 1, 26))
    with pytest.raises(BeyondCalendar):
        calendar.is_working_day(date(2027, 3, 1))


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"[2026]"])
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "holidays.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidSettings):
        timetable(path)

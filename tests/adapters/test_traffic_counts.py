"""Vehicle counts come from a plain table; what cannot be right is refused by line."""

from pathlib import Path

import pytest

from accident_service.adapters.traffic_counts import traffic_counts
from accident_service.casework.city_ports import Section
from accident_service.errors import InvalidSettings
from accident_service.quantities.identifiers import SiteId

HEAD = "site,road,towards,vehicles_per_day\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "counts.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_section_is_found_by_site_road_and_way(tmp_path: Path) -> None:
    counts = traffic_counts(
        written(tmp_path, "\ufeff" + HEAD + "north,中央路,由西向东,12000\nnorth,,,30000\n")
    )
    north = SiteId("north")
    approach = Section(site=north, road_zh="中央路", road_en="", towards="由西向东")
    assert counts.past(approach) == 12000
    assert counts.past(Section(site=north)) == 30000
    assert counts.past(Section(site=SiteId("south"))) is None
    assert counts.past(Section(cell=(1, 2))) is None


def test_without_a_file_nothing_is_counted() -> None:
    assert traffic_counts(None).past(Section(site=SiteId("north"))) is None


@pytest.mark.parametrize(
    "line", ["north,,,0", "north,,,many", "north,,,-3", "north,,", "north,,,inf"]
)
def test_a_line_that_cannot_be_right_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(InvalidSettings, match=r"counts\.csv, line 2"):
        traffic_counts(written(tmp_path, HEAD + line + "\n"))


def test_another_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="first line"):
        traffic_counts(written(tmp_path, "a,b\n"))

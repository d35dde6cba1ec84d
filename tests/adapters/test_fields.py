from pathlib import Path

import pytest

from accident_service.adapters.fields import Fields, read_json, read_toml
from accident_service.errors import InvalidSite
from accident_service.liability.road_map import LaneKind

TABLE = Fields(
    "here.json",
    "site.",
    {
        "name": "Harbour",
        "empty": " ",
        "limit": 50,
        "flag": True,
        "kind": "drive",
        "odd": "flying",
        "line": [[0, 0], [1, 2]],
        "bent": [[0, 0], [1]],
        "lanes": [{"id": "one"}, {"id": "two", "width": "wide"}],
        "broken": [{"id": "one"}, 3],
    },
)


def test_what_is_there_and_fits_is_read() -> None:
    assert TABLE.text("name") == "Harbour"
    assert TABLE.number("limit", low=5, high=120) == 50.0
    assert TABLE.truth("flag") is True
    assert TABLE.truth("absent") is None
    assert TABLE.one_of("kind", LaneKind) is LaneKind.DRIVE
    assert TABLE.points_m("line", least=2) == [(0.0, 0.0), (1.0, 2.0)]
    assert [lane.text("id") for lane in TABLE.each("lanes")] == ["one", "two"]
    assert list(TABLE.each("absent")) == []


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("absent", "here.json: site.absent is missing; accepted: a number from 5 to 40"),
        ("limit", "here.json: site.limit is 50; accepted: a number from 5 to 40"),
        ("flag", "here.json: site.flag is True; accepted: a number from 5 to 40"),
        ("name", "here.json: site.name is 'Harbour'; accepted: a number from 5 to 40"),
    ],
)
def test_a_complaint_names_file_field_content_and_what_is_accepted(
    name: str, complaint: str
) -> None:
    with pytest.raises(InvalidSite) as refusal:
        TABLE.number(name, low=5, high=40)

    assert str(refusal.value) == complaint


def test_every_kind_of_field_refuses_what_it_cannot_use() -> None:
    with pytest.raises(InvalidSite, match="not empty"):
        TABLE.text("empty")
    with pytest.raises(InvalidSite, match="one of drive, connector"):
        TABLE.one_of("odd", LaneKind)
    with pytest.raises(InvalidSite, match="at least 2 points"):
        TABLE.points_m("bent", least=2)
    with pytest.raises(InvalidSite, match="a list of 3 numbers"):
        TABLE.point_m("line", axes=3)
    with pytest.raises(InvalidSite, match="a table"):
        TABLE.within("name")
    with pytest.raises(InvalidSite, match="true, false or nothing"):
        TABLE.truth("limit")
    with pytest.raises(InvalidSite, match="entry 1 is none"):
        list(TABLE.each("broken"))


def test_a_field_of_a_list_entry_is_named_by_the_entrys_id() -> None:
    _, second = TABLE.each("lanes")

    with pytest.raises(InvalidSite, match=r"site\.lanes\[two\]\.width is 'wide'"):
        second.number("width")


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[1, 2]"])
def test_a_file_that_holds_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)

    with pytest.raises(InvalidSite, match=r"bad\.json"):
        read_json(path)


def test_a_missing_or_broken_toml_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidSite, match=r"gone\.toml: cannot be read"):
        read_toml(tmp_path / "gone.toml")
    (tmp_path / "bad.toml").write_text("a = ")
    with pytest.raises(InvalidSite, match=r"bad\.toml: not TOML"):
        read_toml(tmp_path / "bad.toml")

import itertools
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from accident_service.adapters.fields import Fields
from accident_service.adapters.site_files.check import check_site
from accident_service.adapters.site_files.load import load_site
from accident_service.adapters.site_files.signal_states import read_signal_states
from accident_service.errors import InvalidSite
from accident_service.liability.signal_log import Phase

ROOT = Path(__file__).resolve().parents[3]
MILL = ROOT / "tests" / "assets" / "sites" / "mill_crossing"
SIND = ROOT.parent / "shared" / "maps" / "sind"
ZERO_AT = datetime(2026, 3, 1, 0, 30, tzinfo=UTC)
SETTING = """
zero_at = 2026-03-01T08:30:00+08:00
[lights]
"Vehicle light 1" = ["W"]
"""


def setting(text: str = SETTING) -> Fields:
    return Fields("site.toml", "signal_states.", tomllib.loads(text))


def spoilt(tmp_path: Path, old: str, new: str) -> Path:
    text = (MILL / "signal_states.csv").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "signal_states.csv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_table_of_states_becomes_the_changes_of_each_light() -> None:
    changes = [
        (entry.approach, (entry.changed_at - ZERO_AT).total_seconds(), entry.phase)
        for entry in load_site(MILL).phases
    ]

    assert changes == [
        ("W", 10.0, Phase.YELLOW),
        ("W/left", 10.0, Phase.RED),
        ("W", 13.0005, Phase.RED),
        ("W/left", 14.0005, Phase.GREEN),
        ("W/left", 30.0, Phase.YELLOW),
        ("W", 33.0, Phase.GREEN),
        ("W/left", 33.0, Phase.RED),
    ]


def test_a_table_and_a_map_that_fit_leave_nothing_in_doubt_about_signals() -> None:
    assert not any("signal log" in note for note in check_site(MILL).doubtful)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("timestamp(ms)", "time", "accepted: one with timestamp"),
        ("13000.5,0", "13000.5,2", r"line 4: Vehicle light 1 is '2'; accepted: 0 \(red\)"),
        ("13000.5,0", "10000,0", "line 4: Vehicle light 1 has two states at 10000 ms"),
        ("13000.5", "", r"line 4: timestamp\(ms\) is ''; accepted: milliseconds"),
    ],
)
def test_a_table_that_cannot_be_used_says_where_and_why(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(InvalidSite, match=complaint):
        read_signal_states(spoilt(tmp_path, old, new), setting())


def test_rows_out_of_order_and_rows_twice_change_nothing(tmp_path: Path) -> None:
    heading, *rows = (MILL / "signal_states.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "signal_states.csv"
    first, *timed = rows
    path.write_text("\n".join([heading, first, *reversed(timed), *timed]), encoding="utf-8")

    in_order = read_signal_states(MILL / "signal_states.csv", setting())

    assert read_signal_states(path, setting()) == in_order


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("zero_at", "zero", "zero_at is missing; accepted: a time with its offset"),
        ("+08:00", "", "accepted: a time with its offset"),
        ("Vehicle light 1", "Vehicle light 9", "accepted: a column of the table: RawFrameID"),
        ('["W"]', '"W"', "accepted: a list of lights"),
        ('["W"]', '["W", "W"]', "accepted: every light once"),
    ],
)
def test_a_setting_that_does_not_fit_the_table_is_refused(
    old: str, new: str, complaint: str
) -> None:
    with pytest.raises(InvalidSite, match=complaint):
        read_signal_states(MILL / "signal_states.csv", setting(SETTING.replace(old, new, 1)))


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSite, match="cannot be read"):
        read_signal_states(tmp_path / "signal_states.csv", setting())


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("Changchun_changchun_pudong_507_009_Traffic_Lights", ("Vehicle Traffic light 1",)),
        ("Chongqing_6_22_NR_1_TrafficLight_06_22_NR1_add_plight", ("Vehicle Traffic light 3",)),
        ("Tianjin_8_2_1_TrafficLight_8_2_1", ("Traffic light 1", "Traffic light 8")),
        ("Xian_Xian_412_m1_Traffic_Lights", ("Traffic light 2",)),
    ],
)
def test_tables_of_real_junctions_are_read(table: str, columns: tuple[str, ...]) -> None:
    path = SIND / f"Data_{table}.csv"
    if not path.exists():
        pytest.skip("../shared/maps/sind is not here")
    lights = "\n".join(f'"{column}" = ["light-{k}"]' for k, column in enumerate(columns))
    fields = setting(f"zero_at = 2022-08-02T08:00:00+08:00\n[lights]\n{lights}\n")

    logged = read_signal_states(path, fields)

    for k in range(len(columns)):
        own = [entry for entry in logged if entry.approach == f"light-{k}"]
        assert len(own) >= 10
        assert {entry.phase for entry in own} == {Phase.RED, Phase.GREEN, Phase.YELLOW}
        # A light goes from green to yellow to red; yellow stands for three seconds or so.
        for yellow, after in itertools.pairwise(own):
            if yellow.phase is Phase.YELLOW:
                assert after.phase is Phase.RED
                assert timedelta(seconds=2) < after.changed_at - yellow.changed_at
                assert after.changed_at - yellow.changed_at < timedelta(seconds=7)

from pathlib import Path

from click.testing import CliRunner

from accident_service.cli.rules import rules
from tests.adapters.test_rule_pack_files import CITY


def test_a_good_pack_is_told_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text(CITY, encoding="utf-8")

    result = CliRunner().invoke(rules, ["check", str(path)])

    assert result.exit_code == 0
    assert "right     some-city: Some City (某市)" in result.output
    assert "right     version 2024: on none; off R05" in result.output
    assert "doubtful  version 2024: no rule cites CITY-4" in result.output


def test_a_number_without_a_legal_source_is_a_doubt(tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text(
        CITY + '[version.thresholds.stationary_s]\nvalue = 4\nsource = "design"\n'
        'why_zh = "z"\nwhy_en = "e"\n',
        encoding="utf-8",
    )

    result = CliRunner().invoke(rules, ["check", str(path)])

    assert "doubtful  version 2024: stationary_s has no legal source" in result.output


def test_every_mistake_is_told_and_ends_with_two(tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text(CITY.replace("R05", "R99").replace("national", "x"), encoding="utf-8")

    result = CliRunner().invoke(rules, ["check", str(path)])

    assert result.exit_code == 2
    assert "wrong     city.toml: version[0].off[0] is 'R99'; accepted: one of R01" in result.output
    assert "wrong     city.toml: base is 'x'; accepted: one of national" in result.output

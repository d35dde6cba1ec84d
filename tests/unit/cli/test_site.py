from pathlib import Path

from click.testing import CliRunner

from accident_service.cli.site import site

HARBOUR = Path(__file__).resolve().parents[2] / "assets" / "sites" / "harbour_road"


def test_a_good_site_is_told_line_by_line() -> None:
    result = CliRunner().invoke(site, ["check", str(HARBOUR)])

    assert result.exit_code == 0
    assert "right     cameras.toml: 2 cameras, 1 surveyed" in result.output
    assert "doubtful  camera shop-door" in result.output


def test_a_folder_that_cannot_be_used_ends_with_two(tmp_path: Path) -> None:
    result = CliRunner().invoke(site, ["check", str(tmp_path)])

    assert result.exit_code == 2
    assert result.output.startswith("wrong     site.toml: cannot be read")

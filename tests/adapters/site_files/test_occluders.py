"""What a site's files say of what hides its road, and of cameras that are none of its own."""

import shutil
from pathlib import Path

import pytest

from accident_service.adapters.site_files.check import check_site
from accident_service.adapters.site_files.load import load_site
from accident_service.errors import InvalidSite
from tests.adapters.site_files.test_load import HARBOUR, edited


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HARBOUR, tmp_path / "harbour_road"))


OCCLUDER = """
[[occluder]]
outline_m = [[4, 4], [12, 4], [12, 9], [4, 9]]
height_m = 6.5
name = "kiosk"
"""


def test_what_stands_in_the_way_is_read_with_its_height(harbour: Path) -> None:
    assert load_site(harbour).occluders == ()
    toml = harbour / "site.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + OCCLUDER, encoding="utf-8")
    (kiosk,) = load_site(harbour).occluders
    assert (kiosk.name, kiosk.height_m, kiosk.outline.area) == ("kiosk", 6.5, 40.0)
    edited(toml, "height_m = 6.5", "height_m = 0")
    with pytest.raises(InvalidSite, match="height_m"):
        load_site(harbour)
    assert any("height_m" in one for one in check_site(harbour).wrong)


def test_a_dash_camera_is_no_camera_of_a_site(harbour: Path) -> None:
    edited(harbour / "cameras.toml", '"public-security"', '"party"')
    with pytest.raises(InvalidSite, match="network"):
        load_site(harbour)

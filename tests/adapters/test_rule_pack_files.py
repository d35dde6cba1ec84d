from pathlib import Path

import pytest

from accident_service.adapters.rule_pack_files import PackShelf, check_pack_file, pack_in
from accident_service.adapters.site_files.load import load_site
from accident_service.errors import InvalidSettings, InvalidSite
from tests.adapters.site_folder import write_site

CITY = """
id = "some-city"
name_zh = "某市"
name_en = "Some City"
base = "national"
source = "公告第1号"

[[version]]
version = "2024"
valid_from = 2024-01-01
off = ["R05"]

[version.provisions."CITY-4"]
law_zh = "某市办法"
law_en = "City Measures"
article_zh = "第四条"
gist_zh = "当地"
gist_en = "local"
valid_from = 2024-01-01
"""


def written(folder: Path, name: str = "city.toml", text: str = CITY) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_city_adds_a_pack_by_adding_its_file(tmp_path: Path) -> None:
    shelf = PackShelf.of(written(tmp_path), "some-city")

    assert shelf.rulebook("").pack.id == "some-city"
    assert shelf.rulebook("national").pack.id == "national"
    assert "CITY-4" in {article.key for article in shelf.local_articles()}


def test_without_a_folder_the_national_rules_hold(tmp_path: Path) -> None:
    assert PackShelf.of(tmp_path / "none").rulebook("").pack.id == "national"


def test_a_pack_nobody_has_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match=r"no rule pack 'x'; accepted: .*national"):
        PackShelf.of(tmp_path, "x")


def test_an_id_is_taken_once(tmp_path: Path) -> None:
    written(tmp_path)
    with pytest.raises(InvalidSettings, match=r"copy.toml: id is 'some-city'; accepted: none of"):
        PackShelf.of(written(tmp_path, "copy.toml"))


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(b"\xff\xfe")

    assert "not TOML" in check_pack_file(path).wrong[0]
    with pytest.raises(InvalidSettings, match="cannot be read"):
        pack_in(tmp_path / "none.toml")


def test_a_site_names_the_pack_that_holds_there(tmp_path: Path) -> None:
    folder = tmp_path / "street"
    write_site(folder)
    table = folder / "site.toml"
    plain = table.read_text(encoding="utf-8")
    load = PackShelf.of(tmp_path / "none").site_loader(load_site)

    table.write_text('rule_pack = "full-equal-none"\n' + plain, encoding="utf-8")
    assert load(folder).rule_pack == "full-equal-none"
    table.write_text('rule_pack = "x"\n' + plain, encoding="utf-8")
    with pytest.raises(InvalidSite, match="rule_pack is 'x'; accepted: one of"):
        load(folder)
    table.write_text(plain, encoding="utf-8")
    assert load(folder).rule_pack == ""

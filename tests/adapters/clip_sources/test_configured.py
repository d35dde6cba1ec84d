"""The operator's file of sources: who is asked for what, and what is wrong with the file."""

from pathlib import Path

import pytest

from accident_service.adapters.clip_sources.by_network import RecordingsByNetwork
from accident_service.adapters.clip_sources.configured import ConfiguredSources, sources_from
from accident_service.adapters.clip_sources.recordings_folder import RecordingsFolder
from accident_service.adapters.clip_sources.secrets import secret_at
from accident_service.adapters.clip_sources.shelf import ShelfSource
from accident_service.errors import InvalidSettings
from accident_service.footage.camera import CameraNetwork
from tests.fakes.clock import FakeClock
from tests.fakes.world import camera

FOLDERS = RecordingsByNetwork({"*": Path("/mnt/rest")})
FOLDER = 'kind = "folder"\nroot = "/mnt/{}"\npattern = "{{camera}}/{{start:%Y%m%d%H%M}}.mp4"\n'
WITH_LENGTH = FOLDER + "length_s = 60\n"


def no_variable(_name: str) -> str | None:
    return None


def sources(tmp_path: Path, text: str, *, mode: int = 0o600) -> ConfiguredSources:
    path = tmp_path / "sources.toml"
    path.write_text(text)
    path.chmod(mode)
    return sources_from(path, FOLDERS, no_variable, FakeClock())


def test_a_camera_of_its_own_way_comes_before_its_network_and_folders_take_the_rest(
    tmp_path: Path,
) -> None:
    told = sources(
        tmp_path,
        "[network.traffic]\n"
        + WITH_LENGTH.format("traffic")
        + "[camera.south]\n"
        + WITH_LENGTH.format("south"),
    )
    of = {name: told.source_of(camera(name)) for name in ("north", "south")}
    assert {name: one.address for name, one in of.items() if isinstance(one, ShelfSource)} == {
        "north": "/mnt/traffic",
        "south": "/mnt/south",
    }
    shop = told.source_of(camera("shop", network=CameraNetwork.COMMERCIAL))
    assert isinstance(shop, RecordingsFolder)
    assert shop.root == Path("/mnt/rest")


def test_one_table_may_serve_every_network(tmp_path: Path) -> None:
    told = sources(tmp_path, '[network."*"]\n' + WITH_LENGTH.format("all"))
    shop = told.source_of(camera("shop", network=CameraNetwork.COMMERCIAL))
    assert isinstance(shop, ShelfSource)
    assert shop.address == "/mnt/all"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[network.traffic]\n" + FOLDER.format("a"), "set length_s"),
        ("[network.traffick]\n" + WITH_LENGTH.format("a"), "there is no network traffick"),
        ("[network.traffic]\nkind = 'fax'\n", "one of .*folder"),
        ("[network.traffic]\nroot = '/mnt'\n", "kind is missing"),
        ("[network.traffic]\n" + WITH_LENGTH.format("a") + "colour = 'red'\n", "colour is no"),
        ("[network.traffic]\n" + WITH_LENGTH.format("a") + "zone = 'Mars'\n", "a time zone"),
        ("[network.traffic]\n" + WITH_LENGTH.replace("/mnt", "mnt").format("a"), "an absolute"),
        ("[networks.traffic]\n", "networks is no field"),
        ("[internal]\nnetworks = ['10.0.0.1/8']\n", "a list such as"),
        ("[internal]\nplain = 'frigate'\n", "a list such as"),
        ("[internal]\nhosts = []\n", "a list such as"),
        ("network = 3\n", "a table"),
        ("not toml", "not TOML"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(InvalidSettings, match=why):
        sources(tmp_path, text)


def test_a_file_others_may_read_or_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="read by others"):
        sources(tmp_path, "", mode=0o644)
    with pytest.raises(InvalidSettings, match="No such file"):
        sources_from(tmp_path / "none.toml", FOLDERS, no_variable, FakeClock())
    assert sources_from(None, FOLDERS, no_variable, FakeClock()).by_network == {}


def test_a_secret_is_named_and_never_written_out(tmp_path: Path) -> None:
    place = tmp_path / "secret"
    place.write_text("hunter22\n")
    place.chmod(0o600)
    variables = {"NVR_PASSWORD": "hunter22"}
    for reference in ("env:NVR_PASSWORD", f"file:{place}"):
        secret = secret_at(reference, variables.get)
        assert secret.reveal() == "hunter22"
        assert "hunter22" not in repr(secret)
    with pytest.raises(InvalidSettings) as refused:
        secret_at("hunter22", variables.get)
    assert "hunter22" not in str(refused.value)
    for missing in ("env:OTHER", "file:/nowhere/at/all"):
        with pytest.raises(InvalidSettings, match="is not there"):
            secret_at(missing, variables.get).reveal()
    place.chmod(0o644)
    with pytest.raises(InvalidSettings, match="read by others"):
        secret_at(f"file:{place}", variables.get).reveal()

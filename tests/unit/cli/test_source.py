"""`source check`: what is right and wrong with a file of sources, and a trial of one camera."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accident_service.adapters.clip_sources.kinds import KINDS
from accident_service.cli.source import source

SITES = Path(__file__).resolve().parents[2] / "assets" / "sites"
SECRET = "hunter22-and-some-more"


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    """Ten seconds before noon by the shop's clock, which is 42 s slow."""
    root = tmp_path / "recordings"
    path = root / "shop" / "door" / "2026-03-02" / "11" / "59.10.mp4"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"recorded")
    return root


def checked(tmp_path: Path, text: str, *options: str) -> Result:
    path = tmp_path / "sources.toml"
    path.write_text(text)
    path.chmod(0o600)
    environment = {"ACCIDENT_SERVICE_SITES_DIR": str(SITES), "NVR_SECRET": SECRET}
    return CliRunner().invoke(source, ["check", str(path), *options], env=environment)


def folder(recordings: Path) -> str:
    return (
        f'[network."*"]\nkind = "folder"\nroot = "{recordings}"\nlength_s = 10\n'
        'pattern = "{camera}/{start:%Y-%m-%d/%H/%M.%S}.mp4"\n'
    )


def test_what_is_right_is_told(tmp_path: Path, recordings: Path) -> None:
    result = checked(tmp_path, folder(recordings))
    assert (result.exit_code, result.output) == (
        0,
        "right     network.*: a source of kind folder\n",
    )


def test_everything_that_is_wrong_is_told_and_no_secret(tmp_path: Path, recordings: Path) -> None:
    frigate = '[network.traffic]\nkind = "frigate"\nurl = "https://127.0.0.1:9"\nuser = "me"\n'
    shop = f'[camera.shop]\nkind = "https"\nurl = "https://me:{SECRET}@a.example/"\n'
    store = (
        '[camera.store]\nkind = "s3"\nurl = "https://a.example"\nbucket = "b"\n'
        f'key = "k"\nsecret = "{SECRET}"\npattern = "x"\n'
    )
    told = frigate + 'secret = "env:NVR_SECRET"\n' + shop + store + folder(recordings)
    result = checked(tmp_path, told)
    assert result.exit_code == 2
    assert "right     network.traffic: a source of kind frigate" in result.output
    assert "right     network.traffic: the secret env:NVR_SECRET is there" in result.output
    assert "wrong     network.traffic: 127.0.0.1 is not an address of the public" in result.output
    assert "wrong     camera.shop: an address is https://…, without user" in result.output
    assert "wrong     camera.store: a secret is named as" in result.output
    assert SECRET not in result.output


def test_every_fault_of_every_table_is_told_at_once(tmp_path: Path) -> None:
    folders = '[network."*"]\nkind = "folder"\nroot = "below"\nlength = 10\npatern = "x"\n'
    shop = (
        '[camera.shop]\nkind = "s3"\nurl = "http://10.1.1.1"\nzone = "Mars"\nlength_s = -1\n'
        f'pattern = "x"\nca = "/nowhere.pem"\nsecret = "{SECRET}"\n'
    )
    beside = '[internal]\nnetworks = "10.0.0.0/8"\n[cameras]\nx = 1\n'
    door = '[camera.door]\nkind = "frigate"\nuser = "me"\n'
    result = checked(tmp_path, beside + folders + shop + door)
    assert result.exit_code == 2
    for name, told in (
        ("network.*", "pattern is missing"),
        ("network.*", "root is 'below'; accepted: an absolute path"),
        ("network.*", "length is no field here; there are length_s, pattern, root, zone"),
        ("network.*", "patern is no field here"),
        ("camera.shop", "bucket is missing"),
        ("camera.shop", "zone is 'Mars'"),
        ("camera.shop", "length_s is -1"),
        ("camera.shop", "it does not tell day, hour and minute"),
        ("camera.shop", "/nowhere.pem holds no certificates"),
        ("camera.shop", "a secret is named as"),
        ("camera.shop", "10.1.1.1 is not on the list of hosts asked without TLS"),
        ("camera.shop", "key is missing"),
        ("cameras is no field here; there are camera, internal, network", ""),
        ("sources.toml", "internal.networks is '10.0.0.0/8'; accepted: a list"),
        ("camera.door", "url is missing"),
        ("camera.door", "secret is missing"),
    ):
        assert any(
            line.startswith(f"wrong     {name}") and told in line
            for line in result.output.splitlines()
        ), (told, result.output)
    assert SECRET not in result.output


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "names no source"), ("[sources]\n", "sources is no field"), ("not toml", "not TOML")],
)
def test_a_file_of_no_use(tmp_path: Path, text: str, why: str) -> None:
    result = checked(tmp_path, text)
    assert result.exit_code == 2
    assert why in result.output


def test_a_camera_may_be_tried(tmp_path: Path, recordings: Path) -> None:
    at = ("--at", "2026-03-02T12:00:01", "--seconds", "2")
    result = checked(tmp_path, folder(recordings), "--try", "shop-door", *at)
    assert "came      shop/door/2026-03-02/11/59.10.mp4: 2026-03-02 11:59:10" in result.output
    assert result.exit_code == 0
    gone = checked(
        tmp_path, folder(recordings), "--try", "shop-door", "--at", "2026-03-02T15:00:00"
    )
    assert gone.exit_code == 3
    assert "nothing   nothing of shop-door" in gone.output
    unknown = checked(tmp_path, folder(recordings), "--try", "nowhere")
    assert unknown.exit_code == 2


def test_how_a_file_is_written_is_told_kind_by_kind() -> None:
    result = CliRunner().invoke(source, ["kinds"])
    assert result.exit_code == 0
    for kind, taken in KINDS.items():
        assert f'kind = "{kind}"' in result.output
        assert taken.fields

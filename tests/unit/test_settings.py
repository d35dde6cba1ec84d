from pathlib import Path

import pytest

from accident_service.errors import InvalidSettings
from accident_service.settings import Settings


def settings(**variables: str) -> Settings:
    return Settings.from_environment(
        {f"ACCIDENT_SERVICE_{name}": value for name, value in variables.items()}
    )


def test_an_empty_environment_is_the_embedded_service_on_loopback() -> None:
    embedded = Settings.from_environment({})

    assert embedded.queue_is_embedded
    assert embedded.ledger_url == f"sqlite:///{embedded.data_dir}/ledger.sqlite3"
    assert embedded.data_dir.is_absolute()
    assert embedded.public_url == "http://127.0.0.1:8000"
    assert not embedded.secure_cookies


def test_folders_follow_the_data_folder_unless_set() -> None:
    moved = settings(DATA_DIR="/srv/accidents", SITES_DIR="/etc/sites")

    assert str(moved.sites_dir) == "/etc/sites"
    assert [str(folder) for _, folder in moved.recordings] == ["/srv/accidents/recordings"]
    assert str(moved.rule_packs_dir) == "/srv/accidents/rule_packs"
    assert moved.rule_pack == "national"
    assert str(moved.blob_folder) == "/srv/accidents/blobs"


def test_a_tile_source_is_an_address_with_three_places() -> None:
    source = "https://{s}.tiles.example/{z}/{x}/{y}.png"

    assert settings(MAP_TILES=source).map_tiles == source
    assert not settings().map_tiles
    for wrong in ("http://tiles.example/{z}/{x}/{y}.png", "https://tiles.example/"):
        with pytest.raises(InvalidSettings, match="MAP_TILES"):
            settings(MAP_TILES=wrong)


def test_engines_are_changed_by_variables_alone() -> None:
    large = settings(DATABASE_URL="postgresql://ledger/accidents", REDIS_URL="redis://queue:6379/0")

    assert large.ledger_url == "postgresql://ledger/accidents"
    assert not large.queue_is_embedded


def test_each_network_may_have_recordings_of_its_own() -> None:
    given = settings(RECORDINGS="traffic=/mnt/traffic:/mnt/others")

    assert [(network, str(folder)) for network, folder in given.recordings] == [
        ("traffic", "/mnt/traffic"),
        ("*", "/mnt/others"),
    ]


def test_networks_are_optional() -> None:
    assert settings().networks_dir is None
    assert settings(NETWORKS_DIR="/srv/networks").networks_dir == Path("/srv/networks")


def test_children_are_given_the_same_settings() -> None:
    given = settings(PORT="8123")

    assert (
        Settings.from_environment(
            {
                name: value
                for name, value in given.environment_for_children().items()
                if name.startswith("ACCIDENT_SERVICE_")
            }
        )
        == given
    )


def test_cookies_are_for_https_only_where_the_public_address_is() -> None:
    assert settings(PUBLIC_URL="https://accidents.example/").secure_cookies
    assert settings(PUBLIC_URL="https://accidents.example/").public_url.endswith("example")
    assert not settings(PUBLIC_URL="https://a.example", SECURE_COOKIES="no").secure_cookies


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("PORT", "eighty", "a whole number from 1 to 65535"),
        ("PORT", "70000", "a whole number from 1 to 65535"),
        ("LEASE_S", "soon", "seconds from 1 to 86400"),
        ("LEASE_S", "0", "seconds from 1 to 86400"),
        ("DEMO", "maybe", "yes or no"),
        ("PUBLIC_URL", "accidents.example", "http:// or https://"),
        ("RECORDINGS", "traffic=", "FOLDER or NETWORK=FOLDER"),
    ],
)
def test_a_bad_value_is_named_with_what_would_be_accepted(
    name: str, value: str, accepted: str
) -> None:
    with pytest.raises(InvalidSettings) as refused:
        settings(**{name: value})

    assert f"ACCIDENT_SERVICE_{name} is" in str(refused.value)
    assert accepted in str(refused.value)


def test_a_misspelt_variable_is_refused_rather_than_ignored() -> None:
    with pytest.raises(InvalidSettings, match="ACCIDENT_SERVICE_LEASE is not a setting"):
        settings(LEASE="60")


def test_a_child_process_reads_the_very_same_settings() -> None:
    given = settings(
        DATA_DIR="/srv/a", RECORDINGS="traffic=/mnt/t:/mnt/o", DEMO="yes", LEASE_S="7.5", PORT="81"
    )

    assert Settings.from_environment(given.environment_for_children()) == given


def test_a_worker_count_is_refused_unless_it_names_a_queue() -> None:
    for wrong in ("3", "fetch=-1", "fetch", "trains=2", "fetch=257", "fetch=1;reconstruct=2"):
        with pytest.raises(InvalidSettings, match="fetch, reconstruct, documents, deliver"):
            settings(WORKERS=wrong)

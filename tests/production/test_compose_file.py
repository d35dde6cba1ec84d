"""What docker-compose.yml and the Dockerfile promise, read off the files."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from accident_service.casework.queues import Queue
from accident_service.environment import PREFIX
from accident_service.settings import Settings
from tests.production.composition import (
    FILE,
    ROOT,
    Translation,
    composition,
    make_secrets,
    mentions,
    our_own,
    program,
    services,
)

SERVERS = ("proxy", "web", "database", "queue", "store")
EVERY = pytest.mark.parametrize("name", sorted(services()))


def networks(name: str) -> set[str]:
    return set(services()[name]["networks"])


def run(name: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program(name), *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_it_is_a_compose_file() -> None:
    done = run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE))
    assert done.returncode == 0, done.stdout


def test_the_dockerfile_has_nothing_to_complain_of() -> None:
    done = run("hadolint", "Dockerfile")
    assert done.returncode == 0, done.stdout


@EVERY
def test_nobody_is_root_or_may_become_it_and_only_what_must_be_is_written(name: str) -> None:
    service = services()[name]
    assert service["user"].split(":")[0] != "0"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "pid", "ipc", "network_mode", "devices"} & set(service)
    assert not any("docker.sock" in word for word in mentions(service))


@EVERY
def test_everything_has_a_limit_and_comes_back(name: str) -> None:
    service = services()[name]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    assert service["restart"] == ("on-failure" if name == "bucket" else "unless-stopped")


@pytest.mark.parametrize("name", SERVERS)
def test_servers_are_asked_whether_they_are_well(name: str) -> None:
    assert services()[name]["healthcheck"]["test"]


def test_the_door_does_not_lead_to_what_is_kept() -> None:
    kept = {"database", "queue", "store"}
    assert networks("proxy") == {"people", "doors"}
    assert networks("web") >= kept
    for name in kept:
        assert networks(name) == {name}
    assert all(composition()["networks"][one]["internal"] for one in (*kept, "doors"))
    assert [name for name, one in services().items() if "ports" in one] == ["proxy"]


def test_whoever_measures_hostile_video_reaches_nothing_outside() -> None:
    assert networks("worker-reconstruct") == {"database", "queue", "store"}
    assert all(composition()["networks"][one]["internal"] for one in networks("worker-reconstruct"))


def test_every_queue_has_a_worker() -> None:
    served = {
        one["command"][one["command"].index("--queue") + 1]
        for one in our_own().values()
        if one["command"][0] == "worker"
    }
    assert served == {queue.value for queue in Queue}


def test_secrets_are_files_and_nothing_else(tmp_path: Path) -> None:
    made = {path.name for path in make_secrets(tmp_path).iterdir()}
    declared = composition()["secrets"]
    assert {one["file"] for one in declared.values()} == {f"./secrets/{name}" for name in made}
    for service in services().values():
        assert set(service.get("secrets", [])) <= set(declared)
        for name, value in service.get("environment", {}).items():
            secret = any(word in name for word in ("PASSWORD", "SECRET", "DATABASE_URL", "REDIS"))
            assert not secret or "/run/secrets/" in str(value)
    for path in tmp_path.iterdir():
        assert path.stat().st_mode & 0o777 == 0o400


def test_our_variables_are_settings_and_fit_together(tmp_path: Path) -> None:
    secrets = make_secrets(tmp_path / "secrets")
    there = Translation({"/run/secrets": str(secrets), "/data": str(tmp_path)})
    for name in our_own():
        given = {
            variable: value
            for variable, value in there.environment(name).items()
            if variable.startswith(PREFIX)
        }
        settings = Settings.from_environment(given)
        assert settings.public_url == "https://localhost"
        assert settings.secure_cookies
        assert settings.ledger_url.startswith("postgresql://accident:")
        assert not settings.queue_is_embedded
        assert settings.blob_store == "s3://evidence"


def test_what_a_service_waits_for_is_there_and_can_be_told() -> None:
    for service in services().values():
        for other, how in service.get("depends_on", {}).items():
            told: dict[str, Any] = services()[other]
            assert how["condition"] == (
                "service_completed_successfully" if other == "bucket" else "service_healthy"
            )
            assert other == "bucket" or "healthcheck" in told


def test_no_registry_is_named_and_every_image_has_a_version() -> None:
    for service in services().values():
        name, _, version = service["image"].rpartition(":")
        assert "." not in name.split("/")[0]
        assert version not in ("", "latest")

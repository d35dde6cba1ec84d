"""docker-compose.yml as data, and what of it can be started on this machine without containers.

Names of services become addresses on loopback, secrets become the files the project's own
script makes, /data becomes a folder. Commands and variables stay those of the file.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"
PUBLIC_NAME = "localhost"
OUR_IMAGE = "accident-service:0.1.0"


@cache
def composition() -> dict[str, Any]:
    """The file, with its variables filled in."""
    text = re.sub(r"\$\{PUBLIC_NAME:\?[^}]*\}", PUBLIC_NAME, FILE.read_text())
    told: dict[str, Any] = yaml.safe_load(text.replace("$$", "$"))
    return told


def services() -> dict[str, dict[str, Any]]:
    """Every service by its name."""
    found: dict[str, dict[str, Any]] = composition()["services"]
    return found


def our_own() -> dict[str, dict[str, Any]]:
    """Those that run our image."""
    return {name: one for name, one in services().items() if one["image"] == OUR_IMAGE}


@dataclass(frozen=True, slots=True)
class Translation:
    """From the file's names to this machine's: the longest name first."""

    names: Mapping[str, str]

    def of(self, text: str) -> str:
        """A word of a command or variable, as it is called here."""
        names = map(re.escape, sorted(self.names, key=len, reverse=True))
        return re.sub(rf"({'|'.join(names)})(?!\w)", lambda found: self.names[found[0]], text)

    def environment(self, service: str) -> dict[str, str]:
        """A service's variables."""
        told = services()[service].get("environment", {})
        return {name: self.of(str(value)) for name, value in told.items()}

    def words(self, service: str) -> list[str]:
        """A service's command."""
        return [self.of(str(word)) for word in services()[service]["command"]]


def our_command(words: list[str]) -> list[str]:
    """What the image's entry point makes of a command."""
    entry = re.search(r'^ENTRYPOINT \["(.+)"\]$', (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert entry is not None
    assert entry.group(1) == "accident-service"
    return [sys.executable, "-m", "accident_service.cli", *words]


def program(name: str) -> str:
    """Where a program is that a wheel of the tests brings; skip the test where it is not."""
    beside = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if beside is None:
        pytest.skip(f"{name} is not installed")
    return beside


def make_secrets(folder: Path) -> Path:
    """The secrets the file names, made by the script it tells to run."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine")
    script = str(ROOT / "deploy" / "make_secrets.sh")
    subprocess.run([script, PUBLIC_NAME, str(folder)], check=True, capture_output=True)
    return folder


def mentions(value: object) -> Iterator[str]:
    """Every text in a piece of the file."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from mentions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from mentions(inner)
    else:
        yield str(value)

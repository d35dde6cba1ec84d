"""What a result rests on: this code, its libraries, and the hashes of what was put in."""

import hashlib
import importlib.metadata
from pathlib import Path

from accident_service.adapters.document_numbers import Json

_NAMED = ("accident-service", "av", "numpy", "opencv-python-headless", "scipy")


def versions_of(**inputs: Path | None) -> Json:
    """Versions by name, and the SHA-256 of every file given, under its name."""
    libraries = {name: importlib.metadata.version(name) for name in _NAMED}
    hashes = {
        f"{name}_sha256": sha256_of(path) for name, path in inputs.items() if path is not None
    }
    return {**libraries, **hashes}


def sha256_of(path: Path) -> str:
    """The file's SHA-256, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

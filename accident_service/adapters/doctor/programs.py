"""What came with the installation: codecs, fonts, and the programs of its wheels."""

import importlib.metadata
import platform
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import av

from accident_service.adapters.doctor.finding import Finding, doubtful, ok, wrong

# What cameras send, and what browsers are shown.
DECODED = ("h264", "hevc", "mjpeg", "mpeg4", "mpeg2video")
CODED = ("libx264", "mjpeg", "png")
FONT_ENDINGS = ("*.ttf", "*.otf", "*.ttc")
AGAIN = "install again: tools/set_up.sh run"


def codecs() -> Iterator[Finding]:
    """FFmpeg as PyAV brings it."""
    lacking = [f"no decoder of {name}" for name in DECODED if not _is_there(name, "r")]
    lacking += [f"no encoder of {name}" for name in CODED if not _is_there(name, "w")]
    versions = {name: ".".join(map(str, one)) for name, one in av.library_versions.items()}
    told = f"PyAV {av.__version__}, libavcodec {versions.get('libavcodec', '?')}"
    if lacking:
        yield wrong("codecs", f"{told}: {', '.join(lacking)}", AGAIN)
    else:
        yield ok("codecs", f"{told}: reads {', '.join(DECODED)}")


def fonts(packages: tuple[str, ...]) -> Iterator[Finding]:
    """The fonts documents are set in; no font of the machine is used."""
    for package in packages:
        if find_spec(package) is None:
            yield wrong("fonts", f"{package} is not installed: no document can be made", AGAIN)
            continue
        folder = Path(str(files(package)))
        if not any(found for ending in FONT_ENDINGS for found in folder.rglob(ending)):
            yield wrong("fonts", f"{package} holds no font", AGAIN)
        else:
            yield ok("fonts", package)


def installation() -> Iterator[Finding]:
    """Which version of the service, on what."""
    told = f"{importlib.metadata.version('accident-service')}, Python {platform.python_version()}"
    yield ok("version", f"{told}, {platform.system()} {platform.machine()}")


def lasting(data_dir: Path) -> Iterator[Finding]:
    """Is the data folder where nothing lasts?"""
    if str(data_dir.absolute()).startswith(("/tmp/", "/dev/shm/")):  # noqa: S108 - to warn of it
        yield doubtful(
            "folder",
            f"{data_dir} is emptied when the machine starts",
            "set ACCIDENT_SERVICE_DATA_DIR",
        )


def _is_there(name: str, mode: Literal["r", "w"]) -> bool:
    try:
        av.codec.Codec(name, mode)
    except av.codec.codec.UnknownCodecError:
        return False
    return True

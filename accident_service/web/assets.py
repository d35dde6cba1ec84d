"""Style sheets, scripts and drawings, under names that change with their content."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Response, send_from_directory, url_for

FOLDER = Path(__file__).parent / "static"
DIGEST_LENGTH = 12
KEPT_FOREVER = "public, max-age=31536000, immutable"


def asset_url(name: str) -> str:
    """The address of a static file; a changed file gets another one."""
    return url_for("web.asset", digest=_digest(name), name=name)


def asset_file(name: str) -> Response:
    """The file itself, to be kept by browsers for good."""
    response = send_from_directory(FOLDER, name)
    response.headers["Cache-Control"] = KEPT_FOREVER
    return response


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:DIGEST_LENGTH]

"""Style sheets, scripts and drawings, under names that change with their content."""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Response, url_for
from werkzeug.exceptions import NotFound as PageNotFound

FOLDER = Path(__file__).parent / "static"
DIGEST_LENGTH = 12
KEPT_FOREVER = "public, max-age=31536000, immutable"


def asset_url(name: str) -> str:
    """The address of a static file; a changed file gets another one."""
    return url_for("web.asset", digest=_digest(name), name=name)


def asset_file(name: str) -> Response:
    """The file itself, to be kept by browsers for good.

    Raises:
        PageNotFound: There is no such file, or the name leads out of the folder.
    """
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER.resolve()) or not path.is_file():
        raise PageNotFound
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    response = Response(path.read_bytes(), mimetype=media_type)
    response.headers["Cache-Control"] = KEPT_FOREVER
    return response


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:DIGEST_LENGTH]

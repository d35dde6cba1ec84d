"""Style sheets, scripts and drawings, under addresses that change with their content.

One digest stands for the whole folder, so that modules and style sheets may name each other
by relative addresses and still never meet an older neighbour.
"""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Response, request, url_for
from werkzeug.exceptions import NotFound as PageNotFound

FOLDER = Path(__file__).parent / "static"
DIGEST_LENGTH = 12
WORTH_PACKING = frozenset(
    {"text/css", "text/javascript", "application/javascript", "image/svg+xml"}
)
KEPT_FOREVER = "public, max-age=31536000, immutable"


def asset_url(name: str) -> str:
    """The address of a static file; it changes when any of them does."""
    return url_for("web.asset", digest=_digest(), name=name)


def asset_file(name: str) -> Response:
    """The file itself, to be kept by browsers for good; text is sent small (gzip).

    Raises:
        PageNotFound: There is no such file, or the name leads out of the folder.
    """
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER.resolve()) or not path.is_file():
        raise PageNotFound
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if media_type in WORTH_PACKING and request.accept_encodings["gzip"]:
        response = Response(_packed(path), mimetype=media_type)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(path.read_bytes(), mimetype=media_type)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = KEPT_FOREVER
    return response


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


@cache
def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:DIGEST_LENGTH]

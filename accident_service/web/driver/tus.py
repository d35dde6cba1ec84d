"""The tus protocol 1.0.0 (tus.io) as far as it is the same whatever is sent: photographs, films."""

import binascii
from base64 import b64decode
from collections.abc import Iterator, Mapping

from flask import Response, request
from flask_babel import LazyString
from werkzeug.exceptions import BadRequest, ClientDisconnected

from accident_service.casework.photo_ports import Upload
from accident_service.web.problems import drain

PIECE_BYTES = 64 * 2**10
SHORTEST_KEY, LONGEST_KEY = 8, 64
TUS = {"Tus-Resumable": "1.0.0"}
OFFSETS = "application/offset+octet-stream"


def begun_at(address: str, upload: Upload) -> Response:
    """The answer to who creates an upload: where to send it to, and how far it is by now."""
    return Response(status=201, headers={**TUS, "Location": address, **_offset(upload)})


def stands_at(upload: Upload) -> Response:
    """The answer to who asks how far it came."""
    length = {"Upload-Length": str(upload.length_bytes), "Cache-Control": "no-store"}
    return Response(status=200, headers={**TUS, **length, **_offset(upload)})


def taken_to(upload: Upload) -> Response:
    """The answer to a piece that was kept."""
    return Response(status=204, headers={**TUS, **_offset(upload)})


def refused_in(words: str | LazyString) -> Response:
    """The answer where it is not taken, in words for the sender."""
    drain()  # it may have been refused before it was read to its end
    return Response(str(words), status=422, headers=TUS, mimetype="text/plain")


def key_in(told: Mapping[str, str]) -> str:
    """The phone's own name for what it sends, out of the metadata; anything odd is refused."""
    key = told.get("key", "")
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise BadRequest("the metadata needs a key of 8 to 64 characters")
    return key


def pieces_of_body() -> Iterator[bytes]:
    """The body as it arrives; it just ends where the line was cut, and that much is kept."""
    try:
        while piece := request.stream.read(PIECE_BYTES):
            yield piece
    except (ClientDisconnected, ConnectionError, TimeoutError):
        return


def number_in(header: str) -> int:
    """The whole number a header holds; anything else is refused."""
    text = request.headers.get(header, "")
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise BadRequest(f"{header} must be a whole number")
    return int(text)


def metadata_in(header: str) -> dict[str, str]:
    """The pairs of tus: key, space, value in base64; separated by commas."""
    told = {}
    for pair in header.split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            told[name] = b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as unreadable:
            raise BadRequest("the metadata cannot be read") from unreadable
    return told


def _offset(upload: Upload) -> dict[str, str]:
    return {"Upload-Offset": str(upload.offset_bytes)}

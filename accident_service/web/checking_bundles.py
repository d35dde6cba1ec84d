"""What anybody needs to check a bundle of evidence without this service: program, format, key."""

from importlib.resources import files

from flask import Response

from accident_service.web.access import Caller, open_to
from accident_service.web.pages import BLUEPRINT
from accident_service.web.service import casework

PROGRAM, FORMAT = "verify_bundle.py", "FORMAT.md"
AN_HOUR = "public, max-age=3600"


@BLUEPRINT.context_processor
def for_checking() -> dict[str, object]:
    """The ids of the keys bundles are signed with, for the page that tells how to check one."""
    return {"bundle_key_ids": _key_ids}


@BLUEPRINT.get("/verify/verify_bundle.py")
@open_to(Caller.ANYONE)
def bundle_program() -> Response:
    """The program: one file, which asks nothing of this service."""
    return _handed_out(PROGRAM, "text/x-python")


@BLUEPRINT.get("/verify/evidence-format.md")
@open_to(Caller.ANYONE)
def bundle_format() -> Response:
    """The format, for whoever writes a program of their own."""
    return _handed_out(FORMAT, "text/markdown")


def _handed_out(name: str, mimetype: str) -> Response:
    response = Response(files("verifier").joinpath(name).read_bytes(), mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = AN_HOUR
    return response


def _key_ids() -> list[str]:
    keys = casework().press.public_keys()["keys"]
    return [str(key["kid"]) for key in keys] if isinstance(keys, list) else []

"""The blueprint of the officers' pages, guarded before the first page hangs on it."""

from flask import Blueprint

from accident_service.web.access import guard

BLUEPRINT = Blueprint("officer", __name__, url_prefix="/officer")
guard(BLUEPRINT)

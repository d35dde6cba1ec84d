"""The blueprint of the drivers' pages, guarded before the first page hangs on it."""

from flask import Blueprint

from accident_service.web.access import guard

BLUEPRINT = Blueprint("driver", __name__)
guard(BLUEPRINT)

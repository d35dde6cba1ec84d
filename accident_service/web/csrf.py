"""Tokens on every form, so that no other site can post in a visitor's name.

Checked by the pages' own gate rather than for the whole app: the insurers' API carries no
cookies and must not be asked for form tokens.
"""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

WRITING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
CSRF = CSRFProtect()


def install(app: Flask) -> None:
    """Offer `csrf_token()` to templates; leave the checking to the gate."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session: people wait at roadsides
    CSRF.init_app(app)

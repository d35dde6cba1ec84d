"""Where the API finds the service behind it: the casework of this app."""

from typing import cast

from flask import Flask, current_app

from accident_service.casework.casework import Casework

EXTENSION = "accident-service-api-casework"


def keep(app: Flask, casework: Casework) -> None:
    """Remember the casework this app is a door of."""
    app.extensions[EXTENSION] = casework


def casework() -> Casework:
    """The casework of the app that answers this request."""
    return cast("Casework", current_app.extensions[EXTENSION])

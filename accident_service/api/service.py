"""Where the API finds the service behind it: the casework of this app, or its sandbox."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g

from accident_service.casework.casework import Casework
from accident_service.errors import NotPermitted

EXTENSION = "accident-service-api-casework"


@dataclass(frozen=True, slots=True)
class Behind:
    """What the API is a door of."""

    casework: Casework
    sandbox: Casework | None = None  # the same service over samples, in a ledger of their own


def keep(app: Flask, behind: Behind) -> None:
    """Remember the casework this app is a door of."""
    app.extensions[EXTENSION] = behind


def casework() -> Casework:
    """The casework this request is for: a sandbox's client never reaches the real one.

    Raises:
        NotPermitted: The client is a sandbox's, and there is no sandbox here.
    """
    client = g.get("insurer_client")
    return sandbox() if client is not None and client.sandbox else _behind().casework


def sandbox() -> Casework:
    """The casework over samples.

    Raises:
        NotPermitted: There is none here.
    """
    found = _behind().sandbox
    if found is None:
        raise NotPermitted("There is no sandbox here.")
    return found


def _behind() -> Behind:
    return cast("Behind", current_app.extensions[EXTENSION])

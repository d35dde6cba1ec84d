"""Where the API finds the service behind it: the casework of this app, or its sandbox."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, current_app, g

from accident_service.casework.casework import Casework
from accident_service.errors import NotPermitted

Sandbox = Callable[[], Casework | None]
EXTENSION = "accident-service-api-casework"


@dataclass(frozen=True, slots=True)
class Behind:
    """What the API is a door of."""

    casework: Casework
    # The same service over samples, in a ledger of their own; None until there are some.
    sandbox: Sandbox


def no_sandbox() -> None:
    """Where there are no samples."""
    return


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


def now() -> datetime:
    """This moment, by the clock of the service."""
    return _behind().casework.clock.now()


def app_secret() -> bytes:
    """What this app signs and seals under; each use derives a key of its own from it."""
    secret = current_app.config["SECRET_KEY"]
    return secret if isinstance(secret, bytes) else str(secret).encode()


def former_secrets() -> tuple[bytes, ...]:
    """What this app signed and sealed under before; it still opens that."""
    return tuple(str(one).encode() for one in current_app.config["SECRET_KEY_FALLBACKS"] or ())


def sandbox() -> Casework:
    """The casework over samples.

    Raises:
        NotPermitted: There is none here.
    """
    found = _behind().sandbox()
    if found is None:
        raise NotPermitted("There is no sandbox here.")
    return found


def _behind() -> Behind:
    return cast("Behind", current_app.extensions[EXTENSION])

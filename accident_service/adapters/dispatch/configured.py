"""Which way hand-overs go, from one TOML file; it holds a secret, so only the service may read it.

url = "https://…"
secret = "…"            # shared with the dispatch; 16 characters or more
"""

import sys
from pathlib import Path

from accident_service.adapters.dispatch.webhook import DispatchWebhook
from accident_service.adapters.dispatch.written_down import ConsoleDispatch
from accident_service.adapters.private_files import private_toml
from accident_service.casework.hand_over_scene import Dispatch
from accident_service.casework.ports import Clock
from accident_service.errors import InvalidSettings


def configured_dispatch(path: Path | None, clock: Clock) -> Dispatch:
    """The way the file describes; without a file, the terminal.

    Raises:
        InvalidSettings: It cannot be read, others may read it, or a field is wrong.
    """
    if path is None:
        return ConsoleDispatch(sys.stderr)
    told = private_toml(path)
    url, secret = told.pop("url", None), told.pop("secret", None)
    if told or not isinstance(url, str) or not isinstance(secret, str):
        raise InvalidSettings(f"{path}: accepted are the texts `url` and `secret`")
    return DispatchWebhook(url=url, secret=secret, clock=clock)

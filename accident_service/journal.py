"""What the service tells of its own running: an event, a few fields, and on whose request.

The fields are a closed list, so that what a log line can hold is decided here and not where
it is written: ids, names of steps and routes, codes, counts and lengths of time. There is
none for what people said, for plates, phones, names or addresses. How a line looks, and where
it goes, is decided by the process (`workers/log_lines`).
"""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypedDict

from typing_extensions import Unpack

PREFIX = "accident-service"
FIELDS, ERROR = "fields", "error"  # where a record carries them
_REQUEST: ContextVar[str] = ContextVar("request", default="")


class Fields(TypedDict, total=False):
    """Everything a line may say besides its event."""

    route: str  # the pattern, never the address
    method: str
    status: int
    took_ms: int
    caller: str  # a kind, and an id that names nobody: "officer:officer-2"
    given_id: str  # a caller's own name for the request, of letters and digits only
    case: str  # the internal id, never the number people know
    step: str
    attempt: str
    number: int
    waited_s: float
    ran_s: float
    outcome: str  # a word of ours
    reason: str  # an error's code
    kind: str
    host: str
    count: int
    program: str
    exit_code: int
    pause_s: float
    told: str  # what a server or the ledger said when it failed; names machines


class Journal:
    """Where one part of the service writes its lines."""

    def __init__(self, part: str) -> None:
        """Args: part: Names the logger, below "accident-service"."""
        self._log = logging.getLogger(f"{PREFIX}.{part}")

    def tell(self, event: str, **fields: Unpack[Fields]) -> None:
        """Something happened as it should."""
        self._log.info(event, extra={FIELDS: fields})

    def warn(self, event: str, **fields: Unpack[Fields]) -> None:
        """Something went wrong that is dealt with."""
        self._log.warning(event, extra={FIELDS: fields})

    def alarm(self, event: str, error: BaseException, **fields: Unpack[Fields]) -> None:
        """Something broke; told are its kind and place, never its message: it may quote people."""
        self._log.error(event, extra={FIELDS: fields, ERROR: error})


def new_request_id() -> str:
    """A name for one request."""
    return secrets.token_hex(12)


def request_under_way() -> str:
    """On whose request this is done; empty where nobody's."""
    return _REQUEST.get()


def begin_request(request: str) -> None:
    """From here on, in this thread, everything is done on that request; empty: on nobody's."""
    _REQUEST.set(request)


@contextmanager
def on_request(request: str) -> Iterator[None]:
    """Everything inside is done on that request."""
    before = _REQUEST.set(request)
    try:
        yield
    finally:
        _REQUEST.reset(before)

"""One line in the log for every call to a server outside: which, how long, and what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from accident_service.errors import AccidentServiceError
from accident_service.journal import Fields, Journal

journal = Journal("outside")


@dataclass(slots=True)
class Call:
    """What is known of a call while it lasts; 0: no answer yet."""

    status: int = 0


@contextmanager
def noted_call(host: str, method: str) -> Iterator[Call]:
    """Note the call inside, however it ends; the address stands there by its host alone."""
    call, begun_s = Call(), monotonic()
    fields = Fields(host=host, method=method)
    try:
        yield call
    except AccidentServiceError as failure:
        fields["reason"] = failure.code
        raise
    finally:
        if call.status:
            fields["status"] = call.status
        fields["took_ms"] = round(1000 * (monotonic() - begun_s))
        journal.tell("call", **fields)

"""Made-up calls never send one Idempotency-Key with two requests, as no sensible caller does."""

from typing import Any
from uuid import uuid4

import schemathesis

from accident_service.api.once import HEADER, KEY


@schemathesis.hook  # type: ignore[untyped-decorator, unused-ignore]
def before_call(_context: Any, case: Any, _kwargs: dict[str, Any]) -> None:
    """A sensible key becomes a fresh one; one that is none stays, to be refused."""
    if KEY.fullmatch(str((case.headers or {}).get(HEADER, ""))):
        case.headers[HEADER] = str(uuid4())

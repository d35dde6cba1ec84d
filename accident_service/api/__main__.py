"""`python -m accident_service.api`: print this API in OpenAPI 3.1, as it is served."""

import json
import sys

from accident_service.api.openapi import described
from accident_service.api.register import ROUTES


def written() -> str:
    """The description as it is kept beside the code."""
    if not ROUTES:
        raise RuntimeError("no routes are loaded")
    return json.dumps(described(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(written())

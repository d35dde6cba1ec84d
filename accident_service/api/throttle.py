"""How often a client may call, told in every answer.

Counted in the store the app is configured with (`RATELIMIT_STORAGE_URI`); while that does
not answer, each process counts in its own memory.
"""

import math

from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from accident_service.api.service import now

LIMITER = Limiter(key_func=get_remote_address, in_memory_fallback_enabled=True)

REFUSED_TOKENS = "20 per 10 minutes"  # guesses at a secret, from one address [design]
READINGS = "600 per minute"  # of one client [design]
WRITINGS = "120 per minute"  # of one client [design]
POLICY = "RateLimit-Policy"
REMAINING = "RateLimit"
NAME = "default"


def install(app: Flask) -> None:
    """Start counting for this app."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", "memory://")
    LIMITER.init_app(app)


def by_client() -> str:
    """The client of this request; before it is known, the address."""
    client = g.get("insurer_client")
    return f"insurer:{client.client_id}" if client else f"address:{request.remote_addr}"


def was_refused(response: Response) -> bool:
    """Was no token given? A right secret uses up nothing."""
    return response.status_code != 200


def tell_limits(response: Response) -> Response:
    """Say how much is left, as draft-ietf-httpapi-ratelimit-headers has it, and when to return."""
    limit = LIMITER.current_limit
    if limit is None:
        return response
    left_s = min(max(1, math.ceil(limit.reset_at - now().timestamp())), limit.limit.get_expiry())
    response.headers[POLICY] = f'"{NAME}";q={limit.limit.amount};w={limit.limit.get_expiry()}'
    response.headers[REMAINING] = f'"{NAME}";r={limit.remaining};t={left_s}'
    if response.status_code == 429:
        response.headers["Retry-After"] = str(left_s)
    return response

"""How often a client may call.

Counted in the store the app is configured with (`RATELIMIT_STORAGE_URI`); while that does
not answer, each process counts in its own memory.
"""

from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

LIMITER = Limiter(key_func=get_remote_address, in_memory_fallback_enabled=True)

REFUSED_TOKENS = "20 per 10 minutes"  # guesses at a secret, from one address [design]
READINGS = "600 per minute"  # of one client [design]


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

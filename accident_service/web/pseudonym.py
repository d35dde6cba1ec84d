"""A name for somebody that does not name them: the same every time, and no way back."""

import hmac

from flask import current_app

LENGTH = 12


def pseudonym(of: str) -> str:
    """Twelve letters made from a phone or an account's name under the service's key."""
    secret = current_app.config["SECRET_KEY"]
    key = secret if isinstance(secret, bytes) else str(secret).encode()
    return hmac.new(key, b"pseudonym:" + of.encode(), "sha256").hexdigest()[:LENGTH]

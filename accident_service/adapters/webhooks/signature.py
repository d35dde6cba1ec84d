"""The three headers by which a receiver knows that an announcement is ours and not an old one.

`webhook-id`, the same however often it is sent; `webhook-timestamp`, seconds since 1970, of this
sending; `webhook-signature`, for each secret "v1," and the base64 of the HMAC-SHA-256 of id,
timestamp and body, joined by full stops. While a secret is exchanged there are two signatures.

Reference:
    Standard Webhooks specification 1.0.0, "Signature scheme".
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"


def signed_headers(
    message_id: str, body: bytes, secrets: Sequence[str], at: datetime
) -> dict[str, str]:
    """The headers of one sending.

    Args:
        secrets: Each in the form whsec_ and base64; the newest first.
    """
    stamp = str(int(at.timestamp()))
    signed = f"{message_id}.{stamp}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()

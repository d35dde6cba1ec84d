"""What a push to another office's system is made of, so that it can check who sends it.

Body: fields as JSON. Headers: `X-Timestamp`, seconds since 1970, and `X-Signature`, "sha256=" and
the HMAC-SHA-256 of timestamp, full stop and body under the shared secret (RFC 2104);
`Idempotency-Key` is the same however often one push is sent. An answer of 2xx accepts it; a JSON
object with "receipt" names it.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

SHORTEST_SECRET = 16  # characters
LONGEST_RECEIPT = 80
LONGEST_ANSWER_BYTES = 64 * 1024
ACCEPTED = range(200, 300)


@dataclass(frozen=True, slots=True)
class SignedPush:
    """One push as it goes on the wire."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


def signed_push(fields: Mapping[str, object], *, key: str, secret: str, at: datetime) -> SignedPush:
    """The push of these fields at this moment; `key` is the same however often it is sent."""
    body = json.dumps(fields, ensure_ascii=False).encode()
    stamp = str(int(at.timestamp()))
    headers = (
        ("Content-Type", "application/json; charset=utf-8"),
        ("Idempotency-Key", key),
        ("X-Timestamp", stamp),
        ("X-Signature", f"sha256={signature(secret, stamp, body)}"),
    )
    return SignedPush(headers, body)


def signature(secret: str, stamp: str, body: bytes) -> str:
    """What proves that the body is ours and not an old one sent again."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def receipt_in(answer: bytes) -> str:
    """What the receiver calls the push; empty where it gives no name."""
    try:
        told = json.loads(answer or b"{}")
    except ValueError:
        return ""
    named = told.get("receipt") if isinstance(told, dict) else None
    return "" if named is None else str(named)[:LONGEST_RECEIPT]

"""Hand-overs to a dispatch system that takes JSON over HTTPS and checks who sends it.

Body sent: the fields of `Pushed`. Headers: `X-Timestamp`, seconds since 1970, and `X-Signature`,
"sha256=" and the HMAC-SHA-256 of timestamp, full stop and body under the shared secret (RFC 2104);
`Idempotency-Key` is the same however often one hand-over is sent. An answer of 2xx accepts it; a
JSON object with "receipt" names it.
"""

import hashlib
import hmac
import http.client
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from accident_service.adapters.notices.gateway import (
    ACCEPTED,
    LONGEST_ANSWER_BYTES,
    connection_to,
    demand_private,
)
from accident_service.casework.hand_over_scene import Pushed
from accident_service.casework.ports import Clock
from accident_service.errors import InvalidSettings, OutsideWorldFailed

SHORTEST_SECRET = 16  # characters
LONGEST_RECEIPT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchWebhook:
    """A `Dispatch` over one address; never follows a redirect."""

    url: str
    secret: str
    clock: Clock

    def __post_init__(self) -> None:
        """Refuse what would not keep the hand-over private, or not prove who sends it."""
        demand_private(self.url)
        if len(self.secret) < SHORTEST_SECRET:
            raise InvalidSettings(
                f"the dispatch's secret has fewer than {SHORTEST_SECRET} characters"
            )

    def send(self, pushed: Pushed) -> str:
        """Hand it over; what the dispatch calls it.

        Raises:
            OutsideWorldFailed: It did not answer, or did not take it.
        """
        body = json.dumps(pushed.fields(), ensure_ascii=False).encode()
        stamp = str(int(self.clock.now().timestamp()))
        status, answer = self._post(
            body,
            {
                "Content-Type": "application/json; charset=utf-8",
                "Idempotency-Key": pushed.key,
                "X-Timestamp": stamp,
                "X-Signature": f"sha256={signature(self.secret, stamp, body)}",
            },
        )
        if status not in ACCEPTED:
            raise OutsideWorldFailed(f"the dispatch answered {status}")
        return _receipt(answer)

    def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        address = urlsplit(self.url)
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection = connection_to(address)
        try:
            connection.request("POST", target, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(LONGEST_ANSWER_BYTES)
        except (OSError, http.client.HTTPException) as failure:
            raise OutsideWorldFailed(f"the dispatch did not answer: {failure}") from failure
        finally:
            connection.close()


def signature(secret: str, stamp: str, body: bytes) -> str:
    """What proves to the dispatch that the body is ours and not an old one sent again."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _receipt(answer: bytes) -> str:
    try:
        told = json.loads(answer or b"{}")
    except ValueError:
        return ""
    named = told.get("receipt", "") if isinstance(told, dict) else ""
    return str(named)[:LONGEST_RECEIPT]

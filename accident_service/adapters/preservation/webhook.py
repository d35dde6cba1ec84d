"""Orders to a system that takes JSON over HTTPS and checks who sends it, as hand-overs do.

Body: the fields of `KeepThis`. `X-Signature` is "sha256=" and the HMAC-SHA-256 of timestamp
(`X-Timestamp`, seconds since 1970), full stop and body under the shared secret;
`Idempotency-Key` is the same however often one order is sent. An answer of 2xx accepts it; a
JSON object with "receipt" names it.
"""

import json
from dataclasses import dataclass

from accident_service.adapters.dispatch.webhook import LONGEST_RECEIPT, signature
from accident_service.adapters.outgoing.exchange import Ask, exchange
from accident_service.adapters.outgoing.reach import Reach
from accident_service.casework.ports import Clock
from accident_service.casework.preserve_clips import KeepThis
from accident_service.errors import AddressRefused, OutsideWorldFailed

ACCEPTED = range(200, 300)
LONGEST_ANSWER_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWebhook:
    """A `PreservationOrders` over one address; never follows a redirect."""

    url: str
    secret: str
    reach: Reach
    clock: Clock

    def send(self, order: KeepThis) -> str:
        """Hand it over; what the keeper calls it.

        Raises:
            OutsideWorldFailed: It did not answer, or did not take it.
        """
        body = json.dumps(order.fields(), ensure_ascii=False).encode()
        stamp = str(int(self.clock.now().timestamp()))
        ask = Ask(
            self.reach.allowed.target(self.url),
            "POST",
            (
                ("Content-Type", "application/json; charset=utf-8"),
                ("Idempotency-Key", order.key),
                ("X-Timestamp", stamp),
                ("X-Signature", f"sha256={signature(self.secret, stamp, body)}"),
            ),
            body,
        )
        try:
            answer = exchange(self.reach, ask, longest_bytes=LONGEST_ANSWER_BYTES)
        except AddressRefused as refusal:  # the name leads elsewhere today; perhaps not tomorrow
            raise OutsideWorldFailed(f"the keeper of recordings: {refusal}") from refusal
        if answer.status not in ACCEPTED:
            raise OutsideWorldFailed(f"the keeper of recordings answered {answer.status}")
        return _receipt(answer.body)


def _receipt(body: bytes) -> str:
    try:
        told = json.loads(body or b"{}")
    except ValueError:
        return ""
    named = told.get("receipt") if isinstance(told, dict) else None
    return str(named or "")[:LONGEST_RECEIPT]

"""Orders to a system that takes JSON over HTTPS and checks who sends it, as hand-overs do.

Sent are the fields of `KeepThis`, as `outgoing.signed_push` says.
"""

from dataclasses import dataclass

from accident_service.adapters.outgoing.exchange import Ask, exchange
from accident_service.adapters.outgoing.reach import Reach
from accident_service.adapters.outgoing.signed_push import (
    ACCEPTED,
    LONGEST_ANSWER_BYTES,
    receipt_in,
    signed_push,
)
from accident_service.casework.ports import Clock
from accident_service.casework.preserve_clips import KeepThis
from accident_service.errors import AddressRefused, OutsideWorldFailed


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
        at = self.clock.now()
        push = signed_push(order.fields(), key=order.key, secret=self.secret, at=at)
        ask = Ask(self.reach.allowed.target(self.url), "POST", push.headers, push.body)
        try:
            answer = exchange(self.reach, ask, longest_bytes=LONGEST_ANSWER_BYTES)
        except AddressRefused as refusal:  # the name leads elsewhere today; perhaps not tomorrow
            raise OutsideWorldFailed(f"the keeper of recordings: {refusal}") from refusal
        if answer.status not in ACCEPTED:
            raise OutsideWorldFailed(f"the keeper of recordings answered {answer.status}")
        return receipt_in(answer.body)

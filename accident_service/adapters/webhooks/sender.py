"""Announcements to insurers' receivers, over the one door by which given addresses are reached.

Only https to the public internet, unless the operator has named more; connected to the address
that was judged; redirects are answers and nothing follows them; the answer's body is read up to a
limit, to leave the receiver in peace, and thrown away.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address

from accident_service import __version__
from accident_service.adapters.outgoing.allowed import Target
from accident_service.adapters.outgoing.exchange import Ask, exchange
from accident_service.adapters.outgoing.reach import Reach
from accident_service.adapters.webhooks.signature import signed_headers
from accident_service.casework.ports import Clock
from accident_service.casework.webhook_ports import ReceiverAnswer, SignedMessage
from accident_service.errors import AddressRefused, OutsideWorldFailed

ANSWERED_WITHIN_S = 15.0
LONGEST_ANSWER_BYTES = 64 * 1024
WHOLE_SECONDS = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class HttpWebhookSender:
    """A `WebhookSender` over HTTPS."""

    reach: Reach
    clock: Clock

    def send(self, message: SignedMessage) -> ReceiverAnswer:
        """Post it, signed; redirects are not followed.

        Raises:
            OutsideWorldFailed: Nobody answered in time, or the address may not be reached (any
                more): what a name resolves to may change, and change back.
        """
        headers = signed_headers(message.id, message.body, message.secrets, self.clock.now())
        headers |= {
            "Content-Type": "application/json",
            "User-Agent": f"accident-service/{__version__}",
        }
        try:
            target = self.reach.allowed.target(message.url)
            ask = Ask(target, "POST", tuple(headers.items()), message.body)
            answer = exchange(
                self.reach, ask, longest_bytes=LONGEST_ANSWER_BYTES, within_s=ANSWERED_WITHIN_S
            )
        except AddressRefused as refusal:
            raise OutsideWorldFailed(str(refusal)) from refusal
        asked = answer.headers.get("retry-after", "")
        return ReceiverAnswer(
            status=answer.status, retry_after_s=patience_s(asked, self.clock.now())
        )

    def demand_usable(self, url: str) -> None:
        """Refuse an address that nothing would ever be sent to; nobody is asked for it.

        Raises:
            AddressRefused: Its structure, or the network it names, is not one we connect to.
        """
        target = self.reach.allowed.target(url)
        self._demand_if_literal(target)

    def _demand_if_literal(self, target: Target) -> None:
        try:
            address = ip_address(target.host)
        except ValueError:
            return  # a name; what it resolves to is judged at every sending
        self.reach.allowed.demand_allowed(address)


def patience_s(retry_after: str, now: datetime) -> float | None:
    """The seconds a Retry-After header asks for, by count or by date; None where it says nothing.

    Reference:
        RFC 9110, 10.2.3.
    """
    if WHOLE_SECONDS.fullmatch(retry_after):
        return float(retry_after)
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return None if at.tzinfo is None else max((at - now).total_seconds(), 0.0)

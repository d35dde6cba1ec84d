"""Hand-overs to a dispatch system that takes JSON over HTTPS and checks who sends it.

Sent are the fields of `Pushed`, as `outgoing.signed_push` says.
"""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

from accident_service.adapters.notices.gateway import connection_to, demand_private
from accident_service.adapters.outgoing.noted import noted_call
from accident_service.adapters.outgoing.signed_push import (
    ACCEPTED,
    LONGEST_ANSWER_BYTES,
    SHORTEST_SECRET,
    SignedPush,
    receipt_in,
    signed_push,
)
from accident_service.casework.hand_over_scene import Pushed
from accident_service.casework.ports import Clock
from accident_service.errors import InvalidSettings, OutsideWorldFailed


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
        at = self.clock.now()
        push = signed_push(pushed.fields(), key=pushed.key, secret=self.secret, at=at)
        with noted_call(urlsplit(self.url).hostname or "", "POST") as call:
            status, answer = self._post(push)
            call.status = status
        if status not in ACCEPTED:
            raise OutsideWorldFailed(f"the dispatch answered {status}")
        return receipt_in(answer)

    def _post(self, push: SignedPush) -> tuple[int, bytes]:
        address = urlsplit(self.url)
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection = connection_to(address)
        try:
            connection.request("POST", target, body=push.body, headers=dict(push.headers))
            answer = connection.getresponse()
            return answer.status, answer.read(LONGEST_ANSWER_BYTES)
        except (OSError, http.client.HTTPException) as failure:
            raise OutsideWorldFailed(f"the dispatch did not answer: {failure}") from failure
        finally:
            connection.close()

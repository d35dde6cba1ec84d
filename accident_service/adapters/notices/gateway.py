"""Text messages by a gateway that takes JSON over HTTPS and knows texts by template ids.

Such gateways send only texts approved beforehand: the message names the approved template and
brings the parameters. Body sent: {"phone": …, "template": …, "parameters": {…}}.
"""

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from accident_service.adapters.outgoing.noted import noted_call
from accident_service.casework.notice_ports import Message
from accident_service.errors import InvalidSettings, OutsideWorldFailed

ANSWERS_WITHIN_S = 10.0
LONGEST_ANSWER_BYTES = 64 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ACCEPTED = range(200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A `Messenger` over one gateway; never follows a redirect."""

    url: str
    templates: Mapping[str, str]  # the gateway's id by kind and language, such as "joined.zh"
    headers: Mapping[str, str] = field(default_factory=dict)  # such as the key of the account

    def __post_init__(self) -> None:
        """Refuse an address over which the key would travel in the clear."""
        demand_private(self.url)

    def send(self, message: Message) -> None:
        """Hand the message to the gateway.

        Raises:
            OutsideWorldFailed: It did not answer, or did not take it; or it has no such template.
        """
        template = self.templates.get(message.template)
        if template is None:
            raise OutsideWorldFailed(f"the gateway has no template for {message.template}")
        body = {
            "phone": message.phone,
            "template": template,
            "parameters": dict(message.parameters),
        }
        with noted_call(urlsplit(self.url).hostname or "", "POST") as call:
            status = call.status = self._post(json.dumps(body, ensure_ascii=False).encode())
        if status not in ACCEPTED:
            raise OutsideWorldFailed(f"the gateway answered {status}")

    def _post(self, body: bytes) -> int:
        address = urlsplit(self.url)
        connection = connection_to(address)
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        headers = {"Content-Type": "application/json; charset=utf-8", **self.headers}
        try:
            connection.request("POST", target, body=body, headers=headers)
            answer = connection.getresponse()
            answer.read(LONGEST_ANSWER_BYTES)
        except (OSError, http.client.HTTPException) as failure:
            raise OutsideWorldFailed(f"the gateway did not answer: {failure}") from failure
        finally:
            connection.close()
        return answer.status


def demand_private(url: str) -> None:
    """Refuse an address over which a key, or a person's data, would travel in the clear.

    Raises:
        InvalidSettings: It is neither HTTPS nor this machine's own.
    """
    address = urlsplit(url)
    own_machine = address.scheme == "http" and address.hostname in LOOPBACK
    if not address.hostname or not (address.scheme == "https" or own_machine):
        raise InvalidSettings(f"the gateway's url is {url!r}; accepted is https://…")


def connection_to(address: SplitResult) -> http.client.HTTPConnection:
    """A connection not opened yet, with its time limit; certificates are checked.

    Args:
        address: One that `demand_private` has let pass.
    """
    host = address.hostname or ""
    if address.scheme == "https":
        return http.client.HTTPSConnection(
            host, address.port, timeout=ANSWERS_WITHIN_S, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(host, address.port, timeout=ANSWERS_WITHIN_S)

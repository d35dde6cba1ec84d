"""What the API refused, as it said it (RFC 9457)."""

from collections.abc import Mapping


class Problem(Exception):
    """A refusal, or an answer that cannot be used.

    `type` is stable and is what programs branch on; `request_id` names the call in the
    server's log.
    """

    def __init__(self, status: int, told: Mapping[str, object]) -> None:
        """Args: told: The body, as far as it could be read."""
        self.status = status
        self.type = str(told.get("type", told.get("error", "about:blank")))
        self.detail = str(told.get("detail", told.get("error_description", "")))
        self.request_id = str(told.get("request_id", ""))
        super().__init__(f"{status} {self.type}: {self.detail} [{self.request_id}]")


class NotFound(Problem):
    """There is none, or none in which you cover a party; the two look alike."""


class BytesDiffer(Exception):
    """A document's bytes are not those the determination names."""

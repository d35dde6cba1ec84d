"""Announcements of changes: taken only where they are signed with your secret, and fresh."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from standardwebhooks import Webhook, WebhookVerificationError

from accident_determinations.models import moment


class NotTheirs(Exception):
    """Not signed with any of the secrets, or older than five minutes: do not believe it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """That a determination changed; read it to learn what it says now."""

    id: str  # the same when it is sent again: remember it, and count it once
    type: str  # such as "determination.served"
    timestamp: datetime
    number: str
    version: int
    status: str
    link: str


def announcement(
    body: bytes, headers: Mapping[str, str], *, secrets: Sequence[str]
) -> Announcement:
    """What is announced.

    Args:
        body: The bytes as they came, never JSON written anew.
        secrets: Yours; two while you exchange one for the next.

    Raises:
        NotTheirs: It is not signed with any of them, or too old.
    """
    named = {name.lower(): value for name, value in headers.items()}
    if not any(_is_theirs(secret, body, named) for secret in secrets):
        raise NotTheirs("no secret of yours signed this in the last five minutes")
    told = json.loads(body)
    changed = told.get("data", {})
    return Announcement(
        id=named["webhook-id"],
        type=str(told["type"]),
        timestamp=moment(told["timestamp"]),
        number=str(changed.get("number", "")),
        version=int(changed.get("version", 0)),
        status=str(changed.get("status", "")),
        link=str(changed.get("link", "")),
    )


def _is_theirs(secret: str, body: bytes, headers: dict[str, str]) -> bool:
    try:
        Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True

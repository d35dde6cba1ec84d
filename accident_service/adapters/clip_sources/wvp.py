"""What WVP-GB28181-pro is asked over HTTP, and how its answers are unwrapped.

Contract: its UserController, JwtAuthenticationFilter and WVPResult (commits 8b0ff37, 05c83cf,
83671d8): every answer is `{"code", "msg", "data"}`, whatever its HTTP status. It takes passwords
as the MD5 of themselves in the address; that MD5 is as good as the password, so that plain HTTP
shows it to whoever listens.
"""

import hashlib
import json
from dataclasses import dataclass
from urllib.parse import urlencode

from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.adapters.clip_sources.web import Headers, WebSite, meaning
from accident_service.adapters.outgoing.exchange import Ask
from accident_service.errors import ClipSourceUnavailable

FINE, SIGNED_OUT = 0, 401
LONGEST_SAID = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wvp:
    """One gateway, and how it knows us."""

    site: WebSite
    user: str  # empty where the secret is an API key
    secret: Secret | None

    def signed_in(self) -> Headers:
        """What to send with every request.

        Raises:
            ClipSourceUnavailable: The gateway does not know us.
            InvalidSettings: The secret is not where it is said to be.
        """
        if self.secret is None:
            return ()
        if not self.user:
            return (("api-key", self.secret.reveal()),)
        # Not for safety: it is what the gateway's interface wants.
        told = hashlib.md5(self.secret.reveal().encode(), usedforsecurity=False).hexdigest()
        found = self.asked("/api/user/login", (), username=self.user, password=told)
        token = str(found.get("accessToken") or "")
        if not token:
            raise ClipSourceUnavailable(f"{self.site.host} does not let {self.user} in")
        return (("access-token", token),)

    def asked(self, path: str, headers: Headers, **query: str) -> dict[str, object]:
        """What the gateway answers, out of its wrapping.

        Raises:
            ClipSourceUnavailable: It refuses, or answers in another way.
            OutsideWorldFailed: It did not answer.
        """
        target = self.site.target(f"{path}?{urlencode(query)}" if query else path)
        answer = self.site.ask(Ask(target, headers=headers))
        if answer.status != 200:
            raise meaning(self.site.host, answer.status)
        try:
            wrapped = json.loads(answer.body)
            code, said = int(wrapped["code"]), str(wrapped.get("msg") or "")
            inside = wrapped.get("data") or {}
        except (ValueError, TypeError, KeyError, AttributeError) as odd:
            raise ClipSourceUnavailable(
                f"{self.site.host} answers in another way than WVP-GB28181-pro"
            ) from odd
        if code == SIGNED_OUT:
            raise ClipSourceUnavailable(f"{self.site.host} refuses our credentials")
        if code != FINE or not isinstance(inside, dict):
            raise ClipSourceUnavailable(f"{self.site.host} says {code}: {said[:LONGEST_SAID]}")
        return inside

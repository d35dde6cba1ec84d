"""Short-lived access tokens: signed claims, nothing to store and nothing to leak from a store.

A token says which client it was given to and for what. Whether that client still exists and
still may is asked anew at every request, so switching a client off takes effect at once.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from accident_service.errors import NotPermitted

LIFE = timedelta(seconds=900)
ISSUER = "accident-service"
AUDIENCE = "accident-service/v1"
ALGORITHM = "HS256"
# Keeps the app's secret from meaning the same thing twice.
PURPOSE = b"access tokens of the insurers' API"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token stands for."""

    client_id: str
    scopes: frozenset[str]
    certificate: str | None = None  # the x5t#S256 it must come with (RFC 8705), if any


@dataclass(frozen=True, slots=True)
class AccessTokens:
    """Gives out and reads tokens under one secret."""

    secret: bytes

    def issue(self, grant: Grant, now: datetime) -> str:
        """A token for `LIFE` from now."""
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": grant.client_id,
            "scope": " ".join(sorted(grant.scopes)),
            "iat": int(now.timestamp()),
            "exp": int((now + LIFE).timestamp()),
        }
        if grant.certificate is not None:
            claims["cnf"] = {"x5t#S256": grant.certificate}
        return jwt.encode({"alg": ALGORITHM, "typ": "at+jwt"}, claims, self._key)

    def read(self, token: str, now: datetime) -> Grant:
        """What the token stands for.

        Raises:
            NotPermitted: Forged, for someone else, or expired.
        """
        registry = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            iss={"essential": True, "value": ISSUER},
            aud={"essential": True, "value": AUDIENCE},
            sub={"essential": True},
            exp={"essential": True},
        )
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
            registry.validate(claims)
        except (JoseError, ValueError) as failure:
            raise NotPermitted(f"no valid access token: {failure}") from failure
        bound = claims.get("cnf", {}).get("x5t#S256")
        return Grant(str(claims["sub"]), frozenset(str(claims.get("scope", "")).split()), bound)

    @property
    def _key(self) -> OctKey:
        return OctKey.import_key(hmac.new(self.secret, PURPOSE, hashlib.sha256).digest())

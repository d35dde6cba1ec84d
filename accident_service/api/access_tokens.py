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
from joserfc.errors import BadSignatureError, JoseError
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
    """Gives out tokens under one secret, and reads them under those before it as well."""

    secret: bytes
    former: tuple[bytes, ...] = ()

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
        return jwt.encode({"alg": ALGORITHM, "typ": "at+jwt"}, claims, signing_key(self.secret))

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
            claims = self._claims(token)
            registry.validate(claims)
        except (JoseError, ValueError) as failure:
            raise NotPermitted(f"no valid access token: {failure}") from failure
        bound = claims.get("cnf", {}).get("x5t#S256")
        return Grant(str(claims["sub"]), frozenset(str(claims.get("scope", "")).split()), bound)

    def _claims(self, token: str) -> dict[str, Any]:
        for secret in self.former:
            try:
                return jwt.decode(token, signing_key(secret), algorithms=[ALGORITHM]).claims
            except BadSignatureError:
                continue
        return jwt.decode(token, signing_key(self.secret), algorithms=[ALGORITHM]).claims


def signing_key(secret: bytes) -> OctKey:
    """What tokens are signed with under this secret of the app."""
    return OctKey.import_key(hmac.new(secret, PURPOSE, hashlib.sha256).digest())

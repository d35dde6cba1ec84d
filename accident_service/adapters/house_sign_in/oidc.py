"""Signing in by OpenID Connect: authorization code with PKCE, state and nonce (OIDC Core 1.0).

The code is redeemed by this service alone, over a guarded connection; the token it gives is
believed only when it is signed by the provider, for us, now, and in answer to this very asking.
"""

import base64
import hashlib
import hmac
import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError

from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.adapters.house_sign_in.provider import Provider
from accident_service.casework.house_sign_in_ports import BackFromHouse, SentToHouse
from accident_service.errors import AddressRefused, NotPermitted, OutsideWorldFailed

# Signatures by a private key only: never "none", never a secret we share with the provider.
ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519")
CLOCKS_APART_S = 60
OLDEST_TOKEN_S = 600  # of one that was asked for a moment ago [design]
LONGEST_NAME = 64
SCOPE = "openid profile email"


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSignIn:
    """A `HouseSignIn` at one provider; `claim` is what our accounts are named by."""

    provider: Provider
    client_id: str
    secret: Secret
    claim: str
    words: tuple[str, str]

    def begin(self, back_to: str) -> SentToHouse:
        """Where to send somebody; see the port."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": back_to,
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        try:
            address = self.provider.address("authorization_endpoint")
        except AddressRefused as refusal:
            raise OutsideWorldFailed(f"the house's sign-in cannot be used: {refusal}") from refusal
        between = "&" if "?" in address else "?"
        return SentToHouse(f"{address}{between}{urlencode(asked)}", state, nonce, verifier)

    def finish(self, sent: SentToHouse, back: BackFromHouse, back_to: str) -> str:
        """Who came back; see the port."""
        if not back.state or not hmac.compare_digest(back.state.encode(), sent.state.encode()):
            raise NotPermitted("it answers no asking of this browser")
        if back.issuer and back.issuer != self.provider.issuer:
            raise NotPermitted("another provider answered")
        if not back.code:
            raise NotPermitted("they came back without a code")
        try:
            token = self._redeemed(back.code, sent.verifier, back_to)
            claims = self._believed(token)
        except AddressRefused as refusal:
            raise OutsideWorldFailed(f"the house's sign-in cannot be used: {refusal}") from refusal
        self._demand_answer(claims, sent)
        return self._name(claims)

    def _redeemed(self, code: str, verifier: str, back_to: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back_to,
            "code_verifier": verifier,
        }
        # RFC 6749, 2.3.1: both halves are form-encoded before they are joined.
        pair = f"{quote(self.client_id, safe='')}:{quote(self.secret.reveal(), safe='')}"
        basic = f"Basic {base64.b64encode(pair.encode()).decode()}"
        token = self.provider.redeemed(urlencode(form).encode(), basic).get("id_token")
        if not isinstance(token, str):
            raise NotPermitted("the provider gave no token of who it is")
        return token

    def _believed(self, token: str) -> Mapping[str, Any]:
        try:
            return self._read(token, anew=False)
        except InvalidKeyIdError:
            pass  # the provider may have changed its keys since
        except JoseError as fault:
            raise NotPermitted(f"the token is not the provider's: {fault.error}") from fault
        try:
            return self._read(token, anew=True)
        except JoseError as fault:
            raise NotPermitted(f"the token is not the provider's: {fault.error}") from fault

    def _read(self, token: str, *, anew: bool) -> Mapping[str, Any]:
        try:
            keys = self.provider.key_set(anew=anew)
            return dict(jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims)
        except ValueError as fault:
            raise NotPermitted("the token cannot be read") from fault

    def _demand_answer(self, claims: Mapping[str, Any], sent: SentToHouse) -> None:
        """Refuse a token that is not from there, for us, of now and of this asking."""
        now_s = self.provider.clock.now().timestamp()
        told = claims.get("aud")
        audience = told if isinstance(told, list) else [told]
        issued_s, ends_s = _time_s(claims.get("iat")), _time_s(claims.get("exp"))
        for right, what in (
            (claims.get("iss") == self.provider.issuer, "another issuer"),
            (self.client_id in audience, "another service"),
            (len(audience) == 1 or claims.get("azp") == self.client_id, "several services"),
            (claims.get("azp", self.client_id) == self.client_id, "another party"),
            (now_s < ends_s + CLOCKS_APART_S, "a time that is over"),
            (issued_s <= now_s + CLOCKS_APART_S, "a time to come"),
            (now_s - issued_s < OLDEST_TOKEN_S, "long ago"),
            (_same(claims.get("nonce"), sent.nonce), "another asking"),
            (bool(claims.get("sub")), "nobody"),
        ):
            if not right:
                raise NotPermitted(f"the token is of {what}")

    def _name(self, claims: Mapping[str, Any]) -> str:
        name = claims.get(self.claim)
        if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME:
            raise NotPermitted(f"the token names nobody under {self.claim}")
        if self.claim == "email" and claims.get("email_verified") is not True:
            raise NotPermitted("the provider has not verified the address")
        return name.strip()


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _time_s(told: object) -> float:
    """Seconds since 1970; what is no number is no time, and compares with none."""
    return float(told) if isinstance(told, int | float) else math.nan


def _same(told: object, expected: str) -> bool:
    return isinstance(told, str) and hmac.compare_digest(told.encode(), expected.encode())

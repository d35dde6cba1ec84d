"""What an OpenID provider says of itself, and what is asked of it, over guarded connections.

Every address it names is held to the same rules as its own: nothing is followed elsewhere.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from accident_service.adapters.outgoing.exchange import Ask, exchange
from accident_service.adapters.outgoing.reach import Reach
from accident_service.casework.ports import Clock
from accident_service.errors import NotPermitted, OutsideWorldFailed

DISCOVERY = "/.well-known/openid-configuration"
KNOWN_FOR = timedelta(hours=1)
LONGEST_ANSWER_BYTES = 256 * 1024
ANSWERS_WITHIN_S = 10.0
FORM = "application/x-www-form-urlencoded"
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OK = 200
REFUSALS = range(400, 500)
PUBLIC_KINDS = frozenset({"RSA", "EC", "OKP"})


@dataclass(slots=True)
class Provider:
    """One provider; what it said is believed for an hour."""

    issuer: str
    reach: Reach
    clock: Clock
    _said: Mapping[str, Any] = field(default_factory=dict)
    _keys: Mapping[str, Any] = field(default_factory=dict)
    _asked_at: datetime | None = None
    _one_at_a_time: Lock = field(default_factory=Lock)

    def address(self, name: str) -> str:
        """One of the addresses it names.

        Raises:
            OutsideWorldFailed: It does not answer, or is not who it should be.
        """
        return str(self._known()[name])

    def key_set(self, *, anew: bool = False) -> KeySet:
        """Its public keys; `anew` where a token names one that is not known yet.

        Raises:
            OutsideWorldFailed: It does not answer, or not with keys.
        """
        address = self.address("jwks_uri")
        with self._one_at_a_time:
            if anew or not self._keys:
                self._keys = self._asked(Ask(self.reach.allowed.target(address)))
            keys = self._keys.get("keys")
        if not isinstance(keys, list):
            raise OutsideWorldFailed("the house's sign-in gives no keys")
        # A key anybody may know must not be taken for a shared secret, nor one that encrypts.
        fit = [
            one
            for one in keys
            if isinstance(one, dict)
            and one.get("kty") in PUBLIC_KINDS
            and one.get("use", "sig") == "sig"
        ]
        try:
            return KeySet.import_key_set({"keys": fit})
        except (JoseError, ValueError, TypeError, KeyError) as fault:
            raise OutsideWorldFailed("the house's sign-in gives keys nobody can read") from fault

    def redeemed(self, form: bytes, authorization: str) -> Mapping[str, Any]:
        """What it gives for a code.

        Raises:
            NotPermitted: It refuses the code.
            OutsideWorldFailed: It does not answer.
        """
        headers = (
            ("Content-Type", FORM),
            ("Accept", "application/json"),
            ("Authorization", authorization),
        )
        target = self.reach.allowed.target(self.address("token_endpoint"))
        return self._asked(Ask(target, "POST", headers, form), refusal="the code is not taken")

    def _known(self) -> Mapping[str, Any]:
        now = self.clock.now()
        with self._one_at_a_time:
            if self._asked_at is None or now - self._asked_at > KNOWN_FOR:
                target = self.reach.allowed.target(self.issuer.rstrip("/") + DISCOVERY)
                said = self._asked(Ask(target))
                self._demand_right(said)
                self._said, self._keys, self._asked_at = said, {}, now
            return self._said

    def _demand_right(self, said: Mapping[str, Any]) -> None:
        if said.get("issuer") != self.issuer:
            raise OutsideWorldFailed("the house's sign-in calls itself by another name")
        if "S256" not in said.get("code_challenge_methods_supported", ["S256"]):
            raise OutsideWorldFailed("the house's sign-in knows no PKCE with S256")
        for name in ADDRESSES:
            if not isinstance(said.get(name), str):
                raise OutsideWorldFailed(f"the house's sign-in names no {name}")
            self.reach.allowed.target(said[name])

    def _asked(self, ask: Ask, refusal: str = "") -> Mapping[str, Any]:
        answer = exchange(
            self.reach, ask, longest_bytes=LONGEST_ANSWER_BYTES, within_s=ANSWERS_WITHIN_S
        )
        if refusal and answer.status in REFUSALS:
            raise NotPermitted(f"{refusal} ({answer.status})")
        try:
            told = json.loads(answer.body)
        except ValueError as fault:
            raise OutsideWorldFailed("the house's sign-in answers what is no JSON") from fault
        if answer.status != OK or not isinstance(told, dict):
            raise OutsideWorldFailed(f"the house's sign-in answers {answer.status}")
        return told

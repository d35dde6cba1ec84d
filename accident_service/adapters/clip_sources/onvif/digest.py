"""Digest access authentication for a request that is not HTTP's (RFC 7616, RFC 2617)."""

import hashlib
import re
import secrets
from dataclasses import dataclass

from accident_service.errors import ClipSourceUnavailable

_FIELD = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')
_HASHES = {"MD5": "md5", "SHA-256": "sha256"}


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a server wants to be answered with."""

    realm: str
    nonce: str
    algorithm: str
    opaque: str
    with_count: bool  # qop="auth"


def challenge_in(headers: list[str]) -> Challenge:
    """The strongest challenge among the headers that can be answered.

    Raises:
        ClipSourceUnavailable: None can; Basic shows the password and is not answered.
    """
    found = []
    for header in headers:
        scheme, _, rest = header.partition(" ")
        told = {name.lower(): quoted or bare for name, quoted, bare in _FIELD.findall(rest)}
        algorithm = told.get("algorithm", "MD5").upper()
        if scheme.lower() == "digest" and algorithm in _HASHES and told.get("nonce"):
            offered = {one.strip() for one in told.get("qop", "").split(",")}
            found.append(
                Challenge(
                    realm=told.get("realm", ""),
                    nonce=told["nonce"],
                    algorithm=algorithm,
                    opaque=told.get("opaque", ""),
                    with_count="auth" in offered,
                )
            )
    if not found:
        raise ClipSourceUnavailable("the recorder offers no digest authentication")
    return max(found, key=lambda one: one.algorithm == "SHA-256")


def answer(challenge: Challenge, *, user: str, password: str, method: str, uri: str) -> str:
    """The header that answers it, for one request."""

    def hashed(text: str) -> str:
        made = hashlib.new(_HASHES[challenge.algorithm], text.encode(), usedforsecurity=False)
        return made.hexdigest()

    who = hashed(f"{user}:{challenge.realm}:{password}")
    what = hashed(f"{method}:{uri}")
    fields = {
        "username": user,
        "realm": challenge.realm,
        "nonce": challenge.nonce,
        "uri": uri,
        "algorithm": challenge.algorithm,
    }
    if challenge.with_count:
        own = secrets.token_hex(8)
        fields["response"] = hashed(f"{who}:{challenge.nonce}:00000001:{own}:auth:{what}")
        fields |= {"qop": "auth", "nc": "00000001", "cnonce": own}
    else:
        fields["response"] = hashed(f"{who}:{challenge.nonce}:{what}")
    if challenge.opaque:
        fields["opaque"] = challenge.opaque
    bare = {"algorithm", "qop", "nc"}
    return "Digest " + ", ".join(
        f"{name}={told}" if name in bare else f'{name}="{told}"' for name, told in fields.items()
    )

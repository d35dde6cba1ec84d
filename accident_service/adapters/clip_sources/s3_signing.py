"""Addresses of S3-compatible stores, signed in their query (AWS Signature Version 4).

Written out here, because every client brings its own way of connecting: these addresses are
asked for like all others, pinned to what was judged. The tests hold them against a client's.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

SIGNED_FOR_S = 3600
ALGORITHM = "AWS4-HMAC-SHA256"
PLAIN = "-_.~"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """What a store knows us by."""

    key: str
    secret: str
    region: str

    def scope(self, at: datetime) -> str:
        """Where and on which day a signature holds."""
        return f"{at:%Y%m%d}/{self.region}/s3/aws4_request"

    def sign(self, text: str, at: datetime) -> str:
        """The signature of a text, in hexadecimal."""
        made = f"AWS4{self.secret}".encode()
        for step in self.scope(at).split("/"):
            made = hmac.digest(made, step.encode(), "sha256")
        return hmac.digest(made, text.encode(), "sha256").hex()


def object_path(bucket: str, key: str = "") -> str:
    """The path of a bucket or an object, each step written as stores sign it."""
    return "/" + "/".join(quote(step, safe=PLAIN) for step in (bucket, *key.split("/")) if step)


def query_of(fields: Mapping[str, str]) -> str:
    """The fields as a query in the order and spelling that is signed."""
    written = (
        (quote(name, safe=PLAIN), quote(value, safe=PLAIN)) for name, value in fields.items()
    )
    return "&".join(f"{name}={value}" for name, value in sorted(written))


def signed(path: str, fields: Mapping[str, str], *, host: str, by: SigningKey, at: datetime) -> str:
    """The path with a query that may be fetched for an hour.

    Args:
        path: As `object_path` writes it.
        fields: The query before it is signed.
        host: As the Host header will have it.
    """
    at = at.astimezone(UTC)
    stamp = f"{at:%Y%m%dT%H%M%SZ}"
    query = query_of(
        {
            **fields,
            "X-Amz-Algorithm": ALGORITHM,
            "X-Amz-Credential": f"{by.key}/{by.scope(at)}",
            "X-Amz-Date": stamp,
            "X-Amz-Expires": str(SIGNED_FOR_S),
            "X-Amz-SignedHeaders": "host",
        }
    )
    asked = "\n".join(("GET", path, query, f"host:{host}", "", "host", "UNSIGNED-PAYLOAD"))
    digest = hashlib.sha256(asked.encode()).hexdigest()
    signature = by.sign("\n".join((ALGORITHM, stamp, by.scope(at), digest)), at)
    return f"{path}?{query}&X-Amz-Signature={signature}"

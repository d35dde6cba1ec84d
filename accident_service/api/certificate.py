"""The caller's TLS certificate, where a proxy in front hands it on (RFC 8705).

The proxy ends TLS and checks the chain; it must overwrite the header, or anybody could send
one. Without `CLIENT_CERTIFICATE_HEADER` in the app's configuration no header is believed.
"""

import base64
import binascii
import hashlib
from urllib.parse import unquote

from flask import current_app, request

from accident_service.errors import NotPermitted

SETTING = "CLIENT_CERTIFICATE_HEADER"
PEM_EDGE = "-----"


def presented_thumbprint() -> str | None:
    """SHA-256 of the certificate's DER form, in hexadecimal; None where there is none.

    Taken as RFC 9440 writes it (`:base64:`), or as URL-encoded PEM, as common proxies do.

    Raises:
        NotPermitted: The header cannot be read.
    """
    name = current_app.config.get(SETTING, "")
    written = request.headers.get(name, "").strip() if name else ""
    if not written:
        return None
    try:
        der = base64.b64decode(_base64_in(written), validate=True)
    except (binascii.Error, ValueError) as unreadable:
        raise NotPermitted("the client certificate cannot be read") from unreadable
    return hashlib.sha256(der).hexdigest()


def as_x5t(thumbprint: str) -> str:
    """The thumbprint as the claim `x5t#S256` has it: base64url without padding."""
    return base64.urlsafe_b64encode(bytes.fromhex(thumbprint)).decode().rstrip("=")


def _base64_in(written: str) -> str:
    if written.startswith(":") and written.endswith(":"):
        return written[1:-1]
    lines = unquote(written).split(PEM_EDGE)
    if len(lines) < 3:
        raise ValueError("neither RFC 9440 nor PEM")
    return "".join(lines[2].split())  # after BEGIN and its edge, before END

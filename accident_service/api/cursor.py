"""A place in an insurer's list, sealed: nobody can read it, make one, or use another's.

What it holds counts the changes of everybody's determinations, which is nobody's business.
Sealed without a random part (AES-SIV, RFC 5297), so that the same page keeps its ETag.
"""

import base64
import binascii
import hashlib
import hmac
import json

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from accident_service.api.service import app_secret, former_secrets
from accident_service.casework.insurer_ports import ListPosition
from accident_service.errors import InvalidInput
from accident_service.quantities.identifiers import DeterminationNumber, InsurerId

PURPOSE = b"places in insurers' lists"


def sealed(position: ListPosition, insurer: InsurerId) -> str:
    """The place as a cursor for this insurer."""
    written = json.dumps([position.change, position.number]).encode()
    return base64.urlsafe_b64encode(_seal().encrypt(written, [insurer.encode()])).decode()


def opened(cursor: str, insurer: InsurerId) -> ListPosition | None:
    """The place a cursor stands for; None for an empty one, the beginning.

    Raises:
        InvalidInput: Not a cursor this service gave to this insurer.
    """
    if not cursor:
        return None
    try:
        written = base64.b64decode(cursor, altchars=b"-_", validate=True)
        change, number = json.loads(_decrypted(written, insurer))
    except (binascii.Error, InvalidTag, ValueError) as unreadable:
        raise InvalidInput("The cursor is not one this service gave you.") from unreadable
    return ListPosition(change, DeterminationNumber(number))


def _seal() -> AESSIV:
    return _seal_under(app_secret())


def _seal_under(secret: bytes) -> AESSIV:
    return AESSIV(hmac.new(secret, PURPOSE, hashlib.sha512).digest())


def _decrypted(written: bytes, insurer: InsurerId) -> bytes:
    for secret in former_secrets():
        try:
            return _seal_under(secret).decrypt(written, [insurer.encode()])
        except InvalidTag:
            continue
    return _seal().decrypt(written, [insurer.encode()])

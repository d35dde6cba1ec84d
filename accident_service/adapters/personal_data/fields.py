"""Personal data on their way into a database and out of it.

Three forms. *Sealed*: unreadable, unlike itself every time, bound to its column and row, so that
a value moved elsewhere is refused. *Alike*: the same each time, so that rows are found by the
whole value and by nothing else. *Words*: a fingerprint that cannot be opened again, for finding
by a part. What was kept before there were keys is read as it is, until it is sealed.

Reference:
    NIST SP 800-38D (AES-GCM); RFC 5297 (AES-SIV); RFC 5869 (the keys made of one); RFC 2104.
"""

import base64
import binascii
import hmac
import secrets
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag

from accident_service.adapters.personal_data.keys import PersonalKey
from accident_service.errors import InvalidSettings

SEALED, ALIKE = "s1.", "d1."
NONCE_BYTES = 12
WORD_BYTES = 12
PACKED, PLAIN = b"z", b"p"
WORTH_PACKING = 400  # bytes; shorter texts do not get shorter [design]


@dataclass(frozen=True, slots=True)
class PersonalFields:
    """Seals with the first of the keys, opens with any.

    `ring` gives every key, the one that writes first;
    `column` is "table.column" throughout, `row` what identifies the row in its table.
    """

    ring: Callable[[], tuple[PersonalKey, ...]]

    def sealed(self, text: str, column: str, row: str) -> str:
        """The text, unreadable; an empty one stays empty."""
        if not text:
            return text
        key, nonce = self._writing(), secrets.token_bytes(NONCE_BYTES)
        cipher = key.cipher.encrypt(nonce, _packed(text), _of(column, row))
        return f"{SEALED}{key.id}.{base64.b64encode(nonce + cipher).decode()}"

    def opened(self, kept: str, column: str, row: str) -> str:
        """The text again; one from before there were keys as it is.

        Raises:
            InvalidSettings: No key of ours opens it, or it was changed or moved.
        """
        if not kept.startswith(SEALED):
            return kept
        key, cipher = self._taken_apart(kept, column)
        try:
            packed = key.cipher.decrypt(
                cipher[:NONCE_BYTES], cipher[NONCE_BYTES:], _of(column, row)
            )
        except InvalidTag as fault:
            raise _changed(column) from fault
        return _unpacked(packed)

    def alike(self, text: str, column: str) -> str:
        """The text in a form that is the same every time; an empty one stays empty."""
        if not text:
            return text
        return _alike(self._writing(), text, column)

    def spellings(self, text: str, column: str) -> tuple[str, ...]:
        """Every form of the text a row may hold it in: under each key, and from before."""
        return (*(_alike(key, text, column) for key in self.ring()), text)

    def opened_alike(self, kept: str, column: str) -> str:
        """What `alike` made, again.

        Raises:
            InvalidSettings: No key of ours opens it, or it was changed or is another column's.
        """
        if not kept.startswith(ALIKE):
            return kept
        key, cipher = self._taken_apart(kept, column)
        try:
            return key.alike_cipher.decrypt(cipher, [column.encode()]).decode()
        except InvalidTag as fault:
            raise _changed(column) from fault

    def words(self, words: Iterable[str], column: str) -> frozenset[str]:
        """A fingerprint of each word, to be kept; each begins with a stroke."""
        key = self._writing()
        return frozenset(_fingerprint(key, word, column) for word in words)

    def word_spellings(self, word: str, column: str) -> tuple[str, ...]:
        """The fingerprints of a word that is looked for, under every key."""
        return tuple(_fingerprint(key, word, column) for key in self.ring())

    def is_current(self, kept: str) -> bool:
        """Is it empty, or sealed with the key that writes?"""
        first = self._writing().id
        return not kept or kept.startswith((f"{SEALED}{first}.", f"{ALIKE}{first}."))

    def _writing(self) -> PersonalKey:
        keys = self.ring()
        if not keys:
            raise InvalidSettings("the database was opened without keys for personal data")
        return keys[0]

    def _taken_apart(self, kept: str, column: str) -> tuple[PersonalKey, bytes]:
        _form, key_id, text = kept.split(".", 2)
        key = next((one for one in self.ring() if one.id == key_id), None)
        if key is None:
            raise InvalidSettings(f"{column} is sealed with key {key_id}, which is not here")
        try:
            return key, base64.b64decode(text, validate=True)
        except binascii.Error as fault:
            raise _changed(column) from fault


WITHOUT_KEYS = PersonalFields(tuple)


def _alike(key: PersonalKey, text: str, column: str) -> str:
    cipher = key.alike_cipher.encrypt(text.encode(), [column.encode()])
    return f"{ALIKE}{key.id}.{base64.b64encode(cipher).decode()}"


def _fingerprint(key: PersonalKey, word: str, column: str) -> str:
    told = hmac.digest(key.word_key, f"{column}\n{word}".encode(), sha256)
    return "/" + base64.b64encode(told[:WORD_BYTES]).decode()


def _packed(text: str) -> bytes:
    plain = text.encode()
    return PLAIN + plain if len(plain) < WORTH_PACKING else PACKED + zlib.compress(plain, 1)


def _unpacked(packed: bytes) -> str:
    plain = packed[1:] if packed[:1] == PLAIN else zlib.decompress(packed[1:])
    return plain.decode()


def _of(column: str, row: str) -> bytes:
    return f"{column}\n{row}".encode()


def _changed(column: str) -> InvalidSettings:
    return InvalidSettings(f"what is kept in {column} was changed, or belongs to another row")

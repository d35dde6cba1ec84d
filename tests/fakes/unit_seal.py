"""The unit's keys of the tests: made once per process, because a key takes a second to find."""

from datetime import UTC, datetime
from functools import lru_cache

from accident_service.adapters.documents import TypstPress
from accident_service.adapters.pdf_signing import PdfSigning
from accident_service.adapters.signing import UnitKey
from accident_service.adapters.unit_certificate import read_certificate, self_made

MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
PUBLIC_URL = "https://accidents.example"


@lru_cache(maxsize=1)
def certificate_pem() -> bytes:
    """A self-made certificate file."""
    return self_made(MADE_AT)


@lru_cache(maxsize=1)
def pdf_signing() -> PdfSigning:
    """Signs PDFs with it."""
    return PdfSigning(read_certificate(certificate_pem()))


def press() -> TypstPress:
    """A press of its own, with the tests' keys."""
    return TypstPress(UnitKey(b"k" * 32), pdf_signing(), public_url=PUBLIC_URL)

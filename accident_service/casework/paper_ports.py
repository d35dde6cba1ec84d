"""What documents need from outside: a press that sets and signs them, and the law's articles."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from accident_service.casefile.masking import IssuedDocument
from accident_service.reports.party import PartyLetter


class DocumentPress(Protocol):
    """Sets a document as signed PDF, and signs its content together with that PDF's hash."""

    def pdf(self, document: IssuedDocument) -> bytes:
        """The document as people read it; the same document gives the same bytes."""
        ...

    def masked_pdf(self, document: IssuedDocument, *, shown: frozenset[PartyLetter]) -> bytes:
        """A copy, marked as one, with every party masked but those shown."""
        ...

    def signed_json(self, document: IssuedDocument, *, pdf_sha256: str) -> bytes:
        """The same content for machines, canonical, signed, and naming the PDF's bytes."""
        ...

    def preview(self, document: IssuedDocument) -> tuple[bytes, ...]:
        """Its pages as PNG pictures, marked as not issued; nothing is signed."""
        ...

    def fingerprint(self, document: IssuedDocument) -> str:
        """A hash of everything the document says, on the page and to machines."""
        ...

    def content_sha256(self, document: IssuedDocument) -> str:
        """The hash of the canonical content, as it is printed on every page."""
        ...

    def public_keys(self) -> Mapping[str, object]:
        """The keys the JSON's signatures can be checked with, as a JSON Web Key Set (RFC 7517)."""
        ...

    def certificates_pem(self) -> bytes:
        """The certificates the PDFs' signatures can be checked with, the unit's first."""
        ...


class Provisions(Protocol):
    """The law's articles by key, as in force on a date."""

    def wording(self, key: str) -> tuple[str, str]:
        """Short paraphrase in Chinese and English."""
        ...

    def citable(self) -> Iterator[str]:
        """All article keys an officer may cite."""
        ...

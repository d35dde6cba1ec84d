"""Print and sign documents: Typst sets the page, the unit's certificate and key sign it.

Everything people typed reaches the template as JSON strings and is set as text, so nothing
in it can act as markup. The same document gives the same bytes, signature and all: the only
clock in it is its own date of issue.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlencode

import segno
import typst

from accident_service.adapters.papers.paper import Paper, canonical
from accident_service.adapters.papers.shelf import masked_copy, paper_of
from accident_service.adapters.pdf_signing import PdfSigning
from accident_service.adapters.signing import UnitKey
from accident_service.casefile.masking import IssuedDocument
from accident_service.reports.party import PartyLetter

PARTS = "parts.typ"
FONT_PACKAGES = ("cvttf_NotoSansCJK_Regular", "cvttf_NotoSansCJK_Bold")
PREVIEW_PPI = 110.0  # sharp enough to read on a screen
VERIFICATION_PAGE = "/verify"


class TypstPress:
    """A `DocumentPress`."""

    def __init__(
        self, key: UnitKey, signing: PdfSigning, *, public_url: str, sample: bool = False
    ) -> None:
        """Take the unit's two keys.

        Args:
            public_url: Where the service is reached from outside; the QR code leads there.
            sample: Mark every page as a sample of no legal effect.
        """
        self._sample = sample
        self._key = key
        self._signing = signing
        self._public_url = public_url
        self._compiler: typst.Compiler | None = None
        self._one_at_a_time = Lock()

    def pdf(self, document: IssuedDocument) -> bytes:
        """The document as people read it, as PDF/A-2a, signed by the unit."""
        return self._signed(paper_of(document))

    def masked_pdf(self, document: IssuedDocument, *, shown: frozenset[PartyLetter]) -> bytes:
        """A copy with every party masked but those shown, marked as such and signed too."""
        return self._signed(masked_copy(document, shown))

    def page(self, document: IssuedDocument) -> bytes:
        """The document before it is signed."""
        return self._set(paper_of(document))

    def preview(self, document: IssuedDocument) -> tuple[bytes, ...]:
        """Its pages as pictures, marked as not issued; nothing is signed."""
        printed = self._compiled(paper_of(document), preview=True, format="png", ppi=PREVIEW_PPI)
        return tuple(printed) if isinstance(printed, list) else (printed,)

    def fingerprint(self, document: IssuedDocument) -> str:
        """A hash of everything the document says, on the page and to machines."""
        paper = paper_of(document)
        return hashlib.sha256(canonical({"page": paper.page, "content": paper.content})).hexdigest()

    def signed_json(self, document: IssuedDocument, *, pdf_sha256: str) -> bytes:
        """The content for machines, naming the PDF's bytes, as a flattened JWS."""
        return self._key.signed(canonical(paper_of(document).envelope(pdf_sha256)))

    def content_sha256(self, document: IssuedDocument) -> str:
        """The hash of the content, as printed on every page."""
        return paper_of(document).content_sha256

    def public_keys(self) -> Mapping[str, object]:
        """The keys the signatures of its JSON can be checked with."""
        return self._key.public_keys()

    def certificates_pem(self) -> bytes:
        """The certificates the signatures of its PDFs can be checked with."""
        return self._signing.chain_pem()

    def _signed(self, paper: Paper) -> bytes:
        return self._signing.signed(self._set(paper), at=paper.issued_at, unit_name=paper.unit_name)

    def _set(self, paper: Paper) -> bytes:
        printed = self._compiled(
            paper,
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],  # archival, and tagged for screen readers
            timestamp=int(paper.issued_at.timestamp()),
        )
        if not isinstance(printed, bytes):
            raise TypeError("the compiler gave no single file")
        return printed

    def _compiled(self, paper: Paper, *, preview: bool = False, **form: Any) -> Any:  # noqa: ANN401 - Typst's own
        strings = json.dumps({**self._strings(paper), "preview": preview}, ensure_ascii=False)
        # Typst's stubs know nothing yet of a source in several files.
        sources: Any = {"main.typ": _template(f"{paper.kind}.typ"), PARTS: _template(PARTS)}
        with self._one_at_a_time:
            if self._compiler is None:
                self._compiler = _compiler()
            return self._compiler.compile(sources, sys_inputs={"paper": strings}, **form)

    def _strings(self, paper: Paper) -> dict[str, object]:
        address = self._public_url + VERIFICATION_PAGE
        asked = urlencode({"number": paper.number, "code": paper.verification_code})
        return {
            **paper.page,
            "unit": paper.unit_name,
            "number": paper.number,
            "version": paper.version,
            "verification_code": paper.verification_code,
            "tracking_code": paper.tracking_code,
            "content_sha256": paper.content_sha256,
            "masked": paper.masked,
            "sample": self._sample,
            "verify_at": address,
            "qr": _qr_svg(f"{address}?{asked}"),
        }


def _template(name: str) -> bytes:
    return files("accident_service.adapters.papers").joinpath("templates", name).read_bytes()


def _qr_svg(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, svgns=True)
    return drawn.getvalue().decode()


def _compiler() -> typst.Compiler:
    folders = [Path(str(files(package))) for package in FONT_PACKAGES]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=fonts)

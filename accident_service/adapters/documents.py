"""Print and sign determinations: Typst sets the page, the unit's certificate and key sign it.

Everything people typed reaches the template as JSON strings and is set as text, so nothing
in it can act as markup. The same determination gives the same bytes, signature and all: the
only clock in the document is its own date of issue.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from threading import Lock

import typst

from accident_service.adapters.determination_json import canonical, envelope_of
from accident_service.adapters.page_content import page_content
from accident_service.adapters.pdf_signing import PdfSigning
from accident_service.adapters.signing import UnitKey
from accident_service.casefile.determination import Determination

TEMPLATE = "determination.typ"
FONT_PACKAGES = ("cvttf_NotoSansCJK_Regular", "cvttf_NotoSansCJK_Bold")


class TypstPress:
    """A `DocumentPress`."""

    def __init__(self, key: UnitKey, signing: PdfSigning) -> None:
        self._key = key
        self._signing = signing
        self._template = (
            files("accident_service.adapters").joinpath("templates", TEMPLATE).read_bytes()
        )
        self._compiler: typst.Compiler | None = None
        self._one_at_a_time = Lock()

    def pdf(self, determination: Determination) -> bytes:
        """The document as people read it, as PDF/A-2a, signed by the unit."""
        return self._signing.signed(
            self.page(determination), at=determination.issued_at, unit_name=determination.unit_name
        )

    def page(self, determination: Determination) -> bytes:
        """The same before it is signed."""
        content = json.dumps(page_content(determination), ensure_ascii=False)
        with self._one_at_a_time:
            if self._compiler is None:
                self._compiler = _compiler()
            printed = self._compiler.compile(
                self._template,
                format="pdf",
                sys_inputs={"determination": content},
                pdf_standards=["a-2a", "ua-1"],  # archival, and tagged for screen readers
                timestamp=int(determination.issued_at.timestamp()),
            )
        if not isinstance(printed, bytes):
            raise TypeError("the compiler gave no single file")
        return printed

    def signed_json(self, determination: Determination, *, pdf_sha256: str) -> bytes:
        """The content for machines, naming the PDF's bytes, as a flattened JWS."""
        return self._key.signed(canonical(envelope_of(determination, pdf_sha256)))

    def public_keys(self) -> Mapping[str, object]:
        """The keys its signatures can be checked with."""
        return self._key.public_keys()


def _compiler() -> typst.Compiler:
    folders = [Path(str(files(package))) for package in FONT_PACKAGES]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=fonts)

"""The signature in the PDF, looked at by programs that did not make it."""

import asyncio
import re
import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from accident_service.adapters.pdf_signing import PdfSigning
from accident_service.adapters.unit_certificate import read_certificate, self_made
from tests.fakes.unit_seal import certificate_pem, press
from tests.unit.casefile.drawn_up import drawn_up

PDFSIG = shutil.which("pdfsig")
OPENSSL = shutil.which("openssl")
PDFFONTS = shutil.which("pdffonts")
QPDF = shutil.which("qpdf")
PRINTED = 4  # annotation flags, ISO 32000-1, table 165
NOT_SHOWN = 1 | 2 | 32 | 256  # invisible, hidden, no view, toggled
CONTENTS = re.compile(rb"/Contents <([0-9A-Fa-f]+)>")
BYTE_RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]")


@pytest.fixture(scope="module")
def document() -> bytes:
    return press().pdf(drawn_up())


def signed_part(document: bytes) -> bytes:
    found = BYTE_RANGE.search(document)
    assert found is not None
    first, length, second, rest = (int(one) for one in found.groups())
    assert first == 0
    assert second + rest == len(document)  # all of the file but the signature itself
    return document[:length] + document[second:]


def signature_of(document: bytes) -> bytes:
    found = CONTENTS.search(document)
    assert found is not None
    padded = bytes.fromhex(found[1].decode())
    return padded[: 4 + int.from_bytes(padded[2:4], "big")]  # its own length, in DER


def pdfsig_of(document: bytes, folder: Path) -> str:
    assert PDFSIG is not None
    file = folder / "document.pdf"
    file.write_bytes(document)
    return subprocess.run([PDFSIG, file], capture_output=True, check=False).stdout.decode()


@pytest.mark.skipif(PDFSIG is None, reason="no pdfsig (poppler-utils) to check it with")
def test_poppler_finds_the_signature_valid_and_the_whole_document_signed(
    document: bytes, tmp_path: Path
) -> None:
    told = pdfsig_of(document, tmp_path)

    assert "Signature is Valid." in told
    assert "ETSI.CAdES.detached" in told
    assert "Total document signed" in told
    assert "SHA-256" in told
    assert "Mar 02 2026 04:31:00" in told  # the document's own moment, in UTC


@pytest.mark.skipif(PDFSIG is None, reason="no pdfsig (poppler-utils) to check it with")
def test_poppler_finds_a_changed_page_out(document: bytes, tmp_path: Path) -> None:
    at = document.index(b"stream") + 40
    changed = document[:at] + bytes([document[at] ^ 1]) + document[at + 1 :]

    assert "Signature is Valid." not in pdfsig_of(changed, tmp_path)


@pytest.mark.skipif(OPENSSL is None, reason="no openssl to check it with")
def test_openssl_follows_the_signature_to_the_units_root(document: bytes, tmp_path: Path) -> None:
    assert OPENSSL is not None
    cms, content, roots = (tmp_path / name for name in ("cms", "content", "roots"))
    cms.write_bytes(signature_of(document))
    content.write_bytes(signed_part(document))
    roots.write_bytes(read_certificate(certificate_pem()).chain_pem())
    command = [OPENSSL, "cms", "-verify", "-binary", "-inform", "DER", "-in", str(cms)]
    command += ["-content", str(content), "-CAfile", str(roots), "-purpose", "any"]
    command += ["-out", str(tmp_path / "out")]

    verified = subprocess.run(command, capture_output=True, check=False)
    content.write_bytes(signed_part(document) + b" ")
    tampered = subprocess.run(command, capture_output=True, check=False)

    assert verified.returncode == 0, verified.stderr
    assert tampered.returncode != 0


def test_the_signature_is_intact_trusted_and_allows_no_change(document: bytes) -> None:
    (root,) = read_certificate(certificate_pem()).above
    trusted = asn1_x509.Certificate.load(root.public_bytes(Encoding.DER))
    context = ValidationContext(trust_roots=[trusted], moment=datetime(2026, 3, 3, tzinfo=UTC))
    (signature,) = PdfFileReader(BytesIO(document)).embedded_signatures

    status = validate_pdf_signature(signature, context)

    assert status.bottom_line
    assert signature.docmdp_level is MDPPerm.NO_CHANGES


def test_signing_twice_gives_the_same_bytes_and_another_unit_gives_others() -> None:
    page, at = press().page(drawn_up()), drawn_up().issued_at
    other = PdfSigning(read_certificate(self_made(at)))
    own = PdfSigning(read_certificate(certificate_pem()))

    assert own.signed(page, at=at, unit_name="甲") == own.signed(page, at=at, unit_name="甲")
    assert own.signed(page, at=at, unit_name="甲") != other.signed(page, at=at, unit_name="甲")


def test_the_page_stays_as_it_was_in_front_of_the_signature() -> None:
    page, at = press().page(drawn_up()), drawn_up().issued_at
    assert (
        PdfSigning(read_certificate(certificate_pem()))
        .signed(page, at=at, unit_name="甲")
        .startswith(page)
    )


def test_the_signature_keeps_the_document_archival(document: bytes) -> None:
    reader = PdfFileReader(BytesIO(document))
    unsigned = PdfFileReader(BytesIO(press().page(drawn_up())))
    (field,) = (one.get_object() for one in reader.root["/AcroForm"]["/Fields"])

    assert reader.root["/Metadata"].data == unsigned.root["/Metadata"].data
    assert reader.root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert "/Encrypt" not in reader.trailer
    assert "/NeedAppearances" not in reader.root["/AcroForm"]
    assert field["/F"] & PRINTED
    assert not field["/F"] & NOT_SHOWN
    assert field["/Rect"][0] == field["/Rect"][2]  # no area: no appearance is asked for
    assert field["/Rect"][1] == field["/Rect"][3]
    assert field["/TU"]


@pytest.mark.skipif(PDFFONTS is None, reason="no pdffonts (poppler-utils) to look with")
def test_every_font_is_inside(document: bytes, tmp_path: Path) -> None:
    assert PDFFONTS is not None
    file = tmp_path / "document.pdf"
    file.write_bytes(document)
    told = subprocess.run([PDFFONTS, file], capture_output=True, check=True).stdout.decode()
    fonts = told.splitlines()[2:]

    assert fonts
    for font in fonts:
        embedded, subset, unicode_map = font.split()[-5:-2]
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes"), font


@pytest.mark.skipif(QPDF is None, reason="no qpdf to check it with")
def test_qpdf_finds_no_fault_in_the_files_structure(document: bytes, tmp_path: Path) -> None:
    assert QPDF is not None
    file = tmp_path / "document.pdf"
    file.write_bytes(document)
    checked = subprocess.run([QPDF, "--check", file], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_it_is_signed_the_same_from_within_a_running_event_loop(document: bytes) -> None:
    async def within() -> bytes:
        return press().pdf(drawn_up())

    assert asyncio.run(within()) == document

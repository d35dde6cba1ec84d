"""The unit's signature in a PDF: PAdES baseline B-B (ETSI EN 319 142-1), made by pyHanko.

The signature certifies: no later change of the file is allowed. It has no picture of its own;
the seal is drawn on the page. The bytes are the same on every run: the padding draws no
random numbers, the moment is the document's own, and the file's second identifier is taken
from the page instead of drawn.

The moment in a signature is the signer's claim. What proves a time to others is a time stamp
of a third party, which this service does not fetch.
"""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject, NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore
from typing_extensions import override

from accident_service.adapters.unit_certificate import UnitCertificate

FIELD = "UnitSignature"
FIELD_ALOUD = "单位数字签名 Digital signature of the unit"  # for screen readers
# No area, so that it needs no picture (ISO 19005-2, 6.3.3); off the page, so that it needs no
# place in the order of reading (ISO 14289-1, 7.18).
NOWHERE = (-1, -1, -1, -1)
DIGEST = "sha256"
IDENTIFIER_BYTES = 16
CONTAINER_BYTES = 16_384  # in hexadecimal; a chain of three 4096-bit certificates takes half


class _Dateless(IncrementalPdfFileWriter):
    """Appends the signature and leaves the page's own dates and archival mark as they are.

    The two methods are pyHanko's own affair; pyproject.toml names the releases they hold for,
    and a test asks that signing twice gives the same bytes.
    """

    @override
    def _update_meta(self) -> None:
        """Say nothing of now: the content is as old as it says it is."""

    @classmethod
    @override
    def _handle_id(cls, prev: Any) -> ArrayObject:
        """The file's first identifier, and the page's hash in place of a random second."""
        first, _ = prev.trailer["/ID"]
        prev.stream.seek(0)
        page_sha256 = hashlib.sha256(prev.stream.read()).digest()
        return ArrayObject([first, ByteStringObject(page_sha256[:IDENTIFIER_BYTES])])


class PdfSigning:
    """Signs PDFs as the unit."""

    def __init__(self, certificate: UnitCertificate) -> None:
        self._certificate = certificate
        self._signer = _signer(certificate)

    def signed(self, pdf: bytes, *, at: datetime, unit_name: str) -> bytes:
        """The PDF with the unit's signature appended; the page's own bytes come first.

        Args:
            at: The moment the document says it was issued.
            unit_name: Who issues it, as the document says.
        """
        meta = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=DIGEST,
            name=unit_name,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        writer = _Dateless(BytesIO(pdf))
        field = SigFieldSpec(sig_field_name=FIELD, readable_field_name=FIELD_ALOUD)
        signer = PdfSigner(meta, self._signer, new_field_spec=field)
        # In a thread of its own, because whoever calls may be running an event loop already.
        with ThreadPoolExecutor(max_workers=1) as aside:
            return aside.submit(lambda: asyncio.run(_carried_out(signer, writer, at))).result()

    def chain_pem(self) -> bytes:
        """The certificates to check with."""
        return self._certificate.chain_pem()


async def _carried_out(signer: PdfSigner, writer: _Dateless, at: datetime) -> bytes:
    """PyHanko's own steps one by one, so that the moment is ours and not the clock's."""
    session = signer.init_signing_session(writer)
    session.system_time = at
    session.sig_field["/Rect"] = ArrayObject([NumberObject(edge) for edge in NOWHERE])  # type: ignore[no-untyped-call]
    to_sign = session.prepare_tbs_document(validation_info=None, bytes_reserved=CONTAINER_BYTES)
    digest, output = to_sign.digest_tbs_document(output=BytesIO())
    done = await to_sign.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=at),
    )
    await done.post_signature_processing(output)
    output.seek(0)
    signed: bytes = output.read()
    return signed


def _signer(certificate: UnitCertificate) -> SimpleSigner:
    above = SimpleCertificateStore()  # type: ignore[no-untyped-call] # pyHanko left it untyped
    above.register_multiple([_asn1(one) for one in certificate.above])
    der = certificate.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return SimpleSigner(
        signing_cert=_asn1(certificate.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(der),
        cert_registry=above,
        embed_roots=True,
    )


def _asn1(certificate: Any) -> asn1_x509.Certificate:  # noqa: ANN401 - cryptography's, any version
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))

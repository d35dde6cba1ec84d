"""The unit's certificate for signing PDFs, and the key that belongs to it, in one PEM file.

The file holds the private key, the unit's certificate, and the certificates above it, in
that order. A real one comes from a certification authority. Where none is configured, one
is made on the first start by an authority of the service's own, whose key is thrown away
at once: nobody can make a second certificate from it. Readers of PDFs call such a signature
intact and its signer unknown, until they are told to trust the authority.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509.oid import NameOID

from accident_service.adapters.key_files import kept_text
from accident_service.errors import InvalidSettings

# RSA with PKCS 1 v1.5 padding is understood by every PDF reader, and signs one document
# twice with the same bytes; 3072 bits are enough until 2030 and beyond (NIST SP 800-57).
KEY_BITS = 3072
PUBLIC_EXPONENT = 65_537
LASTS = timedelta(days=3650)
CLOCKS_APART = timedelta(days=1)  # a reader whose clock runs late shall not find it too early
AUTHORITY_NAME = "Accident service, authority of its own"
UNIT_NAME = "Accident service, issuing unit (self-made certificate)"


@dataclass(frozen=True, slots=True)
class UnitCertificate:
    """Whose signature stands in the PDF; `above` leads from it to its root."""

    key: RSAPrivateKey
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...]

    def chain_pem(self) -> bytes:
        """The certificates as PEM, the unit's first; for those who check offline."""
        return b"".join(
            one.public_bytes(serialization.Encoding.PEM) for one in (self.certificate, *self.above)
        )


def read_certificate(pem: bytes) -> UnitCertificate:
    """The key and certificates of a PEM file.

    Raises:
        InvalidSettings: It holds no unencrypted RSA key, no certificate, or a certificate
            for another key.
    """
    try:
        key = serialization.load_pem_private_key(pem, password=None)
        certificate, *above = x509.load_pem_x509_certificates(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm) as failure:
        raise InvalidSettings(
            f"the unit's certificate file needs a private key and certificates as PEM: {failure}"
        ) from failure
    if not isinstance(key, RSAPrivateKey):
        raise InvalidSettings("the key of the unit's certificate must be an RSA key")
    if certificate.public_key() != key.public_key():
        raise InvalidSettings("the first certificate does not belong to the private key")
    return UnitCertificate(key, certificate, tuple(above))


def kept_certificate(path: Path, *, now: datetime) -> UnitCertificate:
    """The certificate in `path`; made there first where there is none.

    Raises:
        InvalidSettings: The file can be read by others, or cannot be used.
    """
    return read_certificate(kept_text(path, lambda: self_made(now)))


def configured_certificate(path: Path) -> UnitCertificate:
    """The certificate an operator put into `path`; never made.

    Raises:
        InvalidSettings: There is no such file, others can read it, or it cannot be used.
    """
    if not path.is_file():
        raise InvalidSettings(f"there is no certificate file {path}")
    return read_certificate(kept_text(path, lambda: b""))


def self_made(now: datetime) -> bytes:
    """A new key with a certificate, and the certificate of the authority that made it."""
    authority_key, unit_key = _new_key(), _new_key()
    authority = _certificate(AUTHORITY_NAME, authority_key, now).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    authority = authority.add_extension(_usage(signs_certificates=True), critical=True)
    root = authority.issuer_name(_name(AUTHORITY_NAME)).sign(authority_key, hashes.SHA256())
    unit = _certificate(UNIT_NAME, unit_key, now).issuer_name(root.subject)
    unit = unit.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    unit = unit.add_extension(_usage(signs_certificates=False), critical=True)
    unit = unit.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
        critical=False,
    )
    leaf = unit.sign(authority_key, hashes.SHA256())
    key_pem = unit_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return key_pem + b"".join(one.public_bytes(serialization.Encoding.PEM) for one in (leaf, root))


def _new_key() -> RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=PUBLIC_EXPONENT, key_size=KEY_BITS)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(common: str, key: RSAPrivateKey, now: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_APART)
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )

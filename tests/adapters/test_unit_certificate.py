from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from accident_service.adapters.unit_certificate import (
    configured_certificate,
    kept_certificate,
    read_certificate,
    self_made,
)
from accident_service.errors import InvalidSettings
from tests.fakes.unit_seal import MADE_AT, certificate_pem

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def keyless(pem: bytes) -> bytes:
    return pem[pem.index(b"-----BEGIN CERTIFICATE") :]


def test_the_first_start_makes_one_and_every_later_one_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "unit-certificate.pem"

    made = kept_certificate(path, now=NOW)

    assert path.stat().st_mode & 0o777 == 0o600
    assert kept_certificate(path, now=NOW + timedelta(days=1)).certificate == made.certificate


def test_the_self_made_one_signs_documents_and_its_root_signs_it() -> None:
    unit = read_certificate(certificate_pem())
    (root,) = unit.above

    unit.certificate.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    usage = unit.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert unit.certificate.not_valid_before_utc < MADE_AT < unit.certificate.not_valid_after_utc


def test_what_is_handed_out_holds_no_private_key() -> None:
    chain = read_certificate(certificate_pem()).chain_pem()
    assert chain.count(b"BEGIN CERTIFICATE") == 2
    assert b"PRIVATE" not in chain


def test_a_configured_file_is_used_and_never_made(tmp_path: Path) -> None:
    path = tmp_path / "real.pem"
    with pytest.raises(InvalidSettings, match="no certificate file"):
        configured_certificate(path)

    path.write_bytes(certificate_pem())
    path.chmod(0o600)

    read = configured_certificate(path)
    assert read.chain_pem() == read_certificate(certificate_pem()).chain_pem()


def test_a_key_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "real.pem"
    path.write_bytes(certificate_pem())
    path.chmod(0o644)
    with pytest.raises(InvalidSettings, match="mode 0600"):
        configured_certificate(path)


def test_a_key_and_a_certificate_that_do_not_belong_together_are_refused() -> None:
    other_key = self_made(NOW).partition(b"-----BEGIN CERTIFICATE")[0]
    with pytest.raises(InvalidSettings, match="does not belong"):
        read_certificate(other_key + keyless(certificate_pem()))


def test_only_rsa_is_taken() -> None:
    elliptic = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(InvalidSettings, match="RSA"):
        read_certificate(elliptic + keyless(certificate_pem()))


@pytest.mark.parametrize("pem", [b"", b"no pem", keyless(certificate_pem())])
def test_whatever_is_no_key_with_certificates_is_refused(pem: bytes) -> None:
    with pytest.raises(InvalidSettings, match="private key and certificates"):
        read_certificate(pem)

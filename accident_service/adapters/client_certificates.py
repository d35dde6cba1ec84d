"""A client's certificate by its thumbprint (RFC 8705, 3.1), from the file an insurer sends in."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from accident_service.errors import InvalidInput


def thumbprint_of_file(path: Path) -> str:
    """SHA-256 of a PEM file's first certificate, in hexadecimal.

    Raises:
        InvalidInput: It holds no certificate.
    """
    try:
        return x509.load_pem_x509_certificate(path.read_bytes()).fingerprint(SHA256()).hex()
    except ValueError as fault:
        raise InvalidInput(f"{path} holds no certificate in PEM") from fault

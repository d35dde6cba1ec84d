"""What vouches for the unit: its certificate and when that ends, and how old its keys are."""

import ssl
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from accident_service.adapters.doctor.finding import Finding, doubtful, ok, wrong
from accident_service.adapters.personal_data.keys import KeyFile

HTTPS_PORT, ANSWERS_WITHIN_S = 443, 5.0
ENDS_SOON, KEY_GROWS_OLD = timedelta(days=60), timedelta(days=3 * 365)


def certificates(path: Path, now_at: datetime, *, self_made: bool) -> Iterator[Finding]:
    """Every certificate of a PEM file.

    Raises:
        OSError: It cannot be read.
    """
    if not path.exists():
        yield ok("certificate", "made at the first document")
        return
    try:
        found = x509.load_pem_x509_certificates(path.read_bytes())
    except ValueError as fault:
        yield wrong("certificate", f"{path}: {fault}", "put key and certificates there as PEM")
        return
    for one in found:
        name = ", ".join(str(part.value) for part in one.subject) or "nameless"
        yield _lasting(name, one.not_valid_before_utc, one.not_valid_after_utc, now_at)
    if self_made:
        yield doubtful(
            "certificate",
            "documents are signed with a certificate of the service's own making",
            "get one from an authority and set ACCIDENT_SERVICE_UNIT_CERTIFICATE",
        )


def of_the_door(public_url: str, now_at: datetime) -> Iterator[Finding]:
    """The certificate that people meet at the service's address; nothing where there is no TLS.

    Whether it is the right one is for browsers to say; here only its time is looked at.

    Raises:
        OSError: Nobody answers there.
    """
    address = urlsplit(public_url)
    if address.scheme != "https" or address.hostname is None:
        return
    where = (address.hostname, address.port or HTTPS_PORT)
    pem = ssl.get_server_certificate(where, timeout=ANSWERS_WITHIN_S)
    one = x509.load_pem_x509_certificate(pem.encode())
    yield _lasting(
        f"{where[0]}:{where[1]}", one.not_valid_before_utc, one.not_valid_after_utc, now_at
    )


def personal_keys(keys: KeyFile, today: date) -> Iterator[Finding]:
    """The keys personal data are sealed with; none is made here.

    Raises:
        InvalidSettings: They cannot be used.
    """
    if not keys.path.exists():
        yield doubtful(
            "keys", f"{keys.path} is not there yet", "made at the first start; then back it up"
        )
        return
    first, *others = keys.ring()
    told = f"personal data are sealed with {first.id} of {first.made_on}, {len(others)} more read"
    if today - first.made_on > KEY_GROWS_OLD:
        yield doubtful("keys", told, "add a key and seal anew: docs/secrets.md")
    else:
        yield ok("keys", told)


def _lasting(name: str, from_at: datetime, to_at: datetime, now_at: datetime) -> Finding:
    told = f"{name}: until {to_at:%F}"
    if now_at < from_at:
        return wrong("certificate", f"{name}: valid only from {from_at:%F}", "check the clock")
    if now_at > to_at:
        return wrong("certificate", f"{told}, which is over", "renew it: signatures do not hold")
    if to_at - now_at < ENDS_SOON:
        return doubtful("certificate", told, "renew it")
    return ok("certificate", told)

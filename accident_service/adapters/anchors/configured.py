"""Where signed heads go and how often, from one TOML file.

every_s = 3600                          # how often; an hour where left out
copies = "/mnt/write-once/heads.jsonl"  # a file they are appended to
[time_stamps]                           # an authority by RFC 3161
url = "https://…"
certificates = "/etc/…/authority.pem"   # its root, and intermediate ones
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from accident_service.adapters.anchors.time_stamping import TimeStampAuthority
from accident_service.adapters.anchors.witness_file import WitnessFile
from accident_service.errors import InvalidSettings

EVERY_S = 3600.0  # [design]
SHORTEST_S, LONGEST_S = 10.0, 7 * 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """How often a head is signed, and who gets it."""

    every_s: float = EVERY_S
    witness: WitnessFile | None = None
    time_stamper: TimeStampAuthority | None = None


def configured_anchors(path: Path | None) -> Anchors:
    """What the file says; without one, heads are signed and kept in the ledger alone.

    Raises:
        InvalidSettings: It cannot be read, or a field is wrong.
    """
    if path is None:
        return Anchors()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        every_s = float(told.pop("every_s", EVERY_S))
        copies = told.pop("copies", None)
        authority = told.pop("time_stamps", None)
        if told or not SHORTEST_S <= every_s <= LONGEST_S:
            raise InvalidSettings(
                f"{path}: accepted are `every_s` ({SHORTEST_S:.0f} to {LONGEST_S:.0f}),"
                " `copies` and [time_stamps]"
            )
        return Anchors(
            every_s=every_s,
            witness=None if copies is None else WitnessFile(Path(copies)),
            time_stamper=None if authority is None else _authority(**authority),
        )
    except (OSError, ValueError, TypeError) as fault:
        raise InvalidSettings(f"{path}: {fault}") from fault


def _authority(*, url: str, certificates: str) -> TimeStampAuthority:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"url is {url!r}; accepted is an address with https:// or http://")
    chain = x509.load_pem_x509_certificates(Path(certificates).read_bytes())
    return TimeStampAuthority(url, tuple(chain))

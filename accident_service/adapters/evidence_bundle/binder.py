"""Bind a bundle: gather its parts, leave out what the recipient is not given, sign the list."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.analysis_files import canonical_bytes
from accident_service.adapters.analysis_versions import sha256_of
from accident_service.adapters.database.documents import text_of_case
from accident_service.adapters.evidence_bundle.archive import (
    JOSE,
    JSON,
    Part,
    json_part,
    write_archive,
)
from accident_service.adapters.evidence_bundle.clip_parts import ClipParts
from accident_service.adapters.evidence_bundle.ledger_parts import ledger_parts
from accident_service.adapters.evidence_bundle.manifest import (
    JWS_TYPE,
    MANIFEST,
    SIGNATURE,
    Withheld,
    manifest_of,
    versions_of,
)
from accident_service.adapters.evidence_bundle.read_me import read_me
from accident_service.casefile.entitlement import PartKind, Recipient
from accident_service.casefile.evidence_parts import KeptPart
from accident_service.casework.evidence_ports import Bound, BundleContents
from accident_service.casework.head_ports import EvidenceSeal
from accident_service.casework.ports import BlobStore
from accident_service.reports.party import PartyLetter

KEYS, VERSIONS, RECORD = "keys.json", "versions.json", "case/record.json"
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class ZipBinder:
    """An `EvidenceBinder`."""

    blobs: BlobStore
    seal: EvidenceSeal

    def bind(self, contents: BundleContents, into: Path) -> Bound:
        """Write the bundle; see the port."""
        given: list[Part] = []
        withheld: list[Withheld] = []
        for one in self._everything(contents):
            reason = contents.entitlement.withheld(one.kind, one.of_party)
            if reason is None:
                given.append(one.part)
            else:
                withheld.append(Withheld(part=one.part, reason=reason))
        given.sort(key=lambda one: one.path)
        withheld.sort(key=lambda one: one.part.path)
        given.insert(0, read_me(contents, given, withheld, self.seal.public_keys()))
        manifest = canonical_bytes(manifest_of(contents, given, withheld))
        signature = self.seal.sealed(manifest, JWS_TYPE)
        parts = [
            Part(path=MANIFEST, kind="manifest", media_type=JSON, content=manifest),
            Part(path=SIGNATURE, kind="signature", media_type=JOSE, content=signature),
            *given,
        ]
        write_archive(parts, self.blobs, into)
        return Bound(
            path=into,
            sha256=sha256_of(into),
            part_count=len(parts),
            withheld_count=len(withheld),
        )

    def _everything(self, contents: BundleContents) -> "Iterator[_Classed]":
        """Every part there is, for whomever; what nobody is refused is a drawing."""
        for kept in contents.parts:
            yield _Classed(_as_kept(kept), kept.kind, kept.of_party)
        for copy in contents.masked:
            kind = PartKind.MASKED_DOCUMENT
            part = Part(path=copy.path, kind=kind.value, media_type=PDF, content=copy.pdf)
            yield _Classed(part, kind)
        record = text_of_case(contents.case).encode()
        whole = Part(path=RECORD, kind="case-record", media_type=JSON, content=record)
        yield _Classed(whole, PartKind.CASE_RECORD)
        for part in self._drawn_up(contents):
            yield _Classed(part, PartKind.DRAWING)

    def _drawn_up(self, contents: BundleContents) -> Iterator[Part]:
        made_at = contents.head.head.signed_at
        clips = ClipParts(blobs=self.blobs, site=contents.site, made_at=made_at)
        to_court = contents.entitlement.recipient is Recipient.COURT
        for measured in contents.clips:
            yield from clips.of(measured, with_measurement_alone=not to_court)
        yield from ledger_parts(contents)
        yield json_part(VERSIONS, "versions", versions_of(contents))
        yield json_part(KEYS, "keys", dict(self.seal.public_keys()))


@dataclass(frozen=True, slots=True)
class _Classed:
    """A part, and what decides who gets it."""

    part: Part
    kind: PartKind
    of_party: PartyLetter | None = None


def _as_kept(kept: KeptPart) -> Part:
    media_type = kept.blob.media_type
    return Part(path=kept.path, kind=kept.kind.value, media_type=media_type, content=kept.blob)

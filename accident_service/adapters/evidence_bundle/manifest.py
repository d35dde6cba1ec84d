"""The manifest: every part by its hash, and what was not given, by its hash too."""

from collections.abc import Iterable
from dataclasses import dataclass

from accident_service import __version__
from accident_service.adapters.document_numbers import Json
from accident_service.adapters.evidence_bundle.archive import Part
from accident_service.casefile.entitlement import Reason
from accident_service.casework.evidence_ports import BundleContents

FORMAT = "accident-evidence-bundle/1"
JWS_TYPE = "accident-evidence-manifest+jws"
MANIFEST, SIGNATURE = "manifest.json", "signature.jws"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A part this recipient is not given, and why."""

    part: Part
    reason: Reason


def manifest_of(
    contents: BundleContents, parts: Iterable[Part], withheld: Iterable[Withheld]
) -> Json:
    """What is signed; no personal data is in it."""
    return {
        "format": FORMAT,
        "service_version": __version__,
        "made_at": contents.head.head.signed_at.isoformat(),
        "made_for": contents.entitlement.words,
        "case": {
            "id": contents.case.id,
            "tracking_code": contents.case.tracking_code,
            "version": contents.case.version,
            "stage": contents.case.stage.value,
            "documents": list(contents.numbers),
        },
        "ledger": {
            "sequence": contents.head.head.sequence,
            "entry_hash": contents.head.head.entry_hash,
            "tree_root": contents.head.head.tree_root,
        },
        "parts": [_told(one) for one in parts],
        "withheld": [
            {**_told(one.part), "reason": {"zh": one.reason.zh, "en": one.reason.en}}
            for one in withheld
        ],
    }


def _told(part: Part) -> Json:
    return {
        "path": part.path,
        "kind": part.kind,
        "media_type": part.media_type,
        "sha256": part.sha256,
        "size_bytes": part.size_bytes,
    }


def versions_of(contents: BundleContents) -> Json:
    """What the findings rest on besides the footage: software, libraries, survey, rules."""
    case = contents.case
    proposals = (("machine", case.machine_proposal), ("in_force", case.proposal))
    return {
        "format": "accident-versions/1",
        "service": __version__,
        "analyses": {record.clip: dict(record.versions) for record in case.analyses},
        "surveys": {
            record.clip: record.scene.sha256 if record.scene else None for record in case.analyses
        },
        "proposals": {
            name: {
                "rulebook": found.rulebook_version,
                "rule_pack": found.rule_pack,
                "rule_pack_version": found.rule_pack_version,
                "revision": case.proposal_revision,
                "thresholds": {one.name: one.value for one in found.thresholds},
            }
            for name, found in proposals
            if found is not None
        },
        "corrections": len(case.corrections),
    }

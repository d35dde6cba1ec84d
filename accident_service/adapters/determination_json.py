"""A determination as canonical JSON: one text for one content, with both parties masked.

Canonical is RFC 8785 for what occurs here: keys in order, no space, UTF-8, no fractions.
Persons are masked because this form travels; what SPR-24 demands in full is in the PDF,
whose hash stands beside the content in the signed envelope.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from accident_service.casefile.determination import Determination, DeterminedParty
from accident_service.casefile.masking import masked_except

FORMAT = "accident-determination/1"


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one spelling of this content."""
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def content_sha256(determination: Determination) -> str:
    """The hash of the content, printed on the document so that paper and signature meet."""
    return hashlib.sha256(canonical(content_of(determination))).hexdigest()


def envelope_of(determination: Determination, pdf_sha256: str) -> dict[str, Any]:
    """What is signed: the content, and the PDF that says the same."""
    return {
        "format": FORMAT,
        "content": content_of(determination),
        "document": {"media_type": "application/pdf", "sha256": pdf_sha256},
    }


def content_of(determination: Determination) -> dict[str, Any]:
    """Everything the document says, with both parties masked."""
    masked = masked_except(determination)
    return {
        "number": masked.number,
        "version": masked.version,
        "verification_code": masked.verification_code,
        "tracking_code": masked.tracking_code,
        "unit": masked.unit_name,
        "officer": {"name": masked.officer_name, "police_no": masked.officer_police_no},
        "issued_at": masked.issued_at.isoformat(),
        "occurred_at": masked.occurred_at.isoformat(),
        "place": {"zh": masked.place, "en": masked.place_en},
        "weather": masked.weather,
        "accident_form": {"zh": masked.accident_form_zh, "en": masked.accident_form_en},
        "parties": [_party(party) for party in masked.parties],
        "facts": {"zh": masked.facts_zh, "en": masked.facts_en},
        "cause": {"zh": masked.cause_zh, "en": masked.cause_en},
        "provisions": [
            {"key": cited.key, "zh": cited.zh, "en": cited.en} for cited in masked.provisions
        ],
        "evidence": [
            {"zh": item.what_zh, "en": item.what_en, "sha256": item.sha256}
            for item in masked.evidence
        ],
        "versions": [[what, version] for what, version in masked.versions],
        "rights": {"zh": masked.rights_zh, "en": masked.rights_en},
    }


def _party(party: DeterminedParty) -> dict[str, Any]:
    return {
        "letter": party.letter,
        "name": party.name,
        "identity_no": party.identity_no,
        "phone": party.phone,
        "vehicle_class": party.vehicle_class,
        "plate": party.plate,
        "insurer": party.insurer,
        "policy_no": party.policy_no,
        "contact_part": {"zh": party.contact_part_zh, "en": party.contact_part_en},
        "responsibility": party.grade,
    }

"""The accident certificate (道路交通事故证明) on paper: SPR-67."""

from typing import Any

from accident_service.adapters.papers.paper import Paper
from accident_service.adapters.papers.words import (
    day,
    evidence_content,
    evidence_rows,
    lines,
    moment,
    officers_signing,
    party_content,
    party_row,
    second_officer_content,
    told,
    versions_in_short,
)
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.masking import masked_except
from accident_service.reports.choices import WEATHERS, in_words


def paper(certificate: AccidentCertificate) -> Paper:
    """The certificate as it is issued."""
    return Paper(
        kind="certificate",
        number=certificate.number,
        verification_code=certificate.verification_code,
        version=certificate.version,
        tracking_code=certificate.tracking_code,
        unit_name=certificate.unit_name,
        issued_at=certificate.issued_at,
        page=_page(certificate),
        content=_content(masked_except(certificate)),
    )


def _page(certificate: AccidentCertificate) -> dict[str, Any]:
    return {
        "occurred_at": moment(certificate.occurred_at),
        "issued_on": day(certificate.issued_at),
        "place": [certificate.place, certificate.place_en],
        "weather": in_words(WEATHERS, certificate.weather),
        "parties": [party_row(party) for party in certificate.parties],
        "found": told(certificate.found_zh, certificate.found_en),
        "officer_found": lines(certificate.officer_found),
        "not_established": lines(certificate.not_established),
        "evidence": evidence_rows(certificate.evidence),
        "versions": versions_in_short(certificate.versions),
        "rights": told(certificate.rights_zh, certificate.rights_en),
        "officers": officers_signing(certificate),
    }


def _content(masked: AccidentCertificate) -> dict[str, Any]:
    return {
        "number": masked.number,
        "version": masked.version,
        "verification_code": masked.verification_code,
        "tracking_code": masked.tracking_code,
        "unit": masked.unit_name,
        "officer": {"name": masked.officer_name, "police_no": masked.officer_police_no},
        **second_officer_content(masked),
        "issued_at": masked.issued_at.isoformat(),
        "occurred_at": masked.occurred_at.isoformat(),
        "place": {"zh": masked.place, "en": masked.place_en},
        "weather": masked.weather,
        "parties": [party_content(party) for party in masked.parties],
        "found": {"zh": masked.found_zh, "en": masked.found_en},
        "officer_found": masked.officer_found,
        "not_established": masked.not_established,
        "evidence": evidence_content(masked.evidence),
        "versions": [[what, version] for what, version in masked.versions],
        "rights": {"zh": masked.rights_zh, "en": masked.rights_en},
    }

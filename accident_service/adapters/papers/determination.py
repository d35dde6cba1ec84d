"""The determination (认定书) on paper: every field of SPR-24 and RTSL-73."""

from typing import Any

from accident_service.adapters.papers.paper import Paper
from accident_service.adapters.papers.words import (
    day,
    evidence_content,
    evidence_rows,
    moment,
    officers_signing,
    party_content,
    party_row,
    second_officer_content,
    told,
    versions_in_short,
)
from accident_service.casefile.determination import Determination
from accident_service.casefile.masking import masked_except
from accident_service.reports.choices import WEATHERS, in_words

# SPR-25 and 26: the result of a mediation made on the spot, or why there is none.
NOT_MEDIATED_ZH = (
    "制作本认定书时，各方当事人未共同请求调解，未进行损害赔偿调解。"
    "申请调解的期限和方式见下方权利告知。"
)
NOT_MEDIATED_EN = (
    "The parties had not together asked for mediation when this was drawn up; none took place."
    " How to ask for it is told below."
)


def paper(determination: Determination) -> Paper:
    """The determination as it is issued."""
    return Paper(
        kind="determination",
        number=determination.number,
        verification_code=determination.verification_code,
        version=determination.version,
        tracking_code=determination.tracking_code,
        unit_name=determination.unit_name,
        issued_at=determination.issued_at,
        page=_page(determination),
        content=_content(masked_except(determination)),
    )


def _page(determination: Determination) -> dict[str, Any]:
    return {
        "occurred_at": moment(determination.occurred_at),
        "issued_on": day(determination.issued_at),
        "place": [determination.place, determination.place_en],
        "position": [determination.position_zh, determination.position_en],
        "weather": in_words(WEATHERS, determination.weather),
        "form": [determination.accident_form_zh, determination.accident_form_en],
        "parties": [party_row(party) for party in determination.parties],
        "facts": told(determination.facts_zh, determination.facts_en),
        "cause": told(determination.cause_zh, determination.cause_en),
        "provisions": [[cited.zh, cited.en] for cited in determination.provisions],
        "evidence": evidence_rows(determination.evidence),
        "versions": versions_in_short(determination.versions),
        "mediation": told(NOT_MEDIATED_ZH, NOT_MEDIATED_EN),
        "rights": told(determination.rights_zh, determination.rights_en),
        "officers": officers_signing(determination),
    }


def _content(masked: Determination) -> dict[str, Any]:
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
        "position": {"zh": masked.position_zh, "en": masked.position_en},
        "weather": masked.weather,
        "accident_form": {"zh": masked.accident_form_zh, "en": masked.accident_form_en},
        "parties": [party_content(party) for party in masked.parties],
        "facts": {"zh": masked.facts_zh, "en": masked.facts_en},
        "cause": {"zh": masked.cause_zh, "en": masked.cause_en},
        "provisions": [
            {"key": cited.key, "zh": cited.zh, "en": cited.en} for cited in masked.provisions
        ],
        "evidence": evidence_content(masked.evidence),
        "versions": [[what, version] for what, version in masked.versions],
        "mediation": {"zh": NOT_MEDIATED_ZH, "en": NOT_MEDIATED_EN},
        "rights": {"zh": masked.rights_zh, "en": masked.rights_en},
    }

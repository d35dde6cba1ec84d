"""The parties' own agreement (自行协商协议书) on paper: every field of SPR-21."""

from typing import Any

from accident_service.adapters.papers.paper import Paper
from accident_service.adapters.papers.words import (
    PARTY_LABELS,
    lines,
    moment,
    party_content,
    party_row,
)
from accident_service.casefile.agreement import Agreement
from accident_service.casefile.masking import masked_except
from accident_service.reports.choices import WEATHERS, in_words

# The platform keeps and seals the agreement; it is nobody's determination.
KEPT_BY = "事故处理服务平台（当事人自行协商）"


def paper(agreement: Agreement) -> Paper:
    """The agreement with both signatures."""
    return Paper(
        kind="agreement",
        number=agreement.number,
        verification_code=agreement.verification_code,
        version=1,
        tracking_code=agreement.tracking_code,
        unit_name=KEPT_BY,
        issued_at=agreement.agreed_at,
        page=_page(agreement),
        content=_content(masked_except(agreement)),
    )


def _page(agreement: Agreement) -> dict[str, Any]:
    return {
        "occurred_at": moment(agreement.occurred_at),
        "place": [agreement.place, agreement.place_en],
        "weather": in_words(WEATHERS, agreement.weather),
        "form": [agreement.accident_form_zh, agreement.accident_form_en],
        "parties": [party_row(party) for party in agreement.parties],
        "facts": lines(agreement.facts),
        "signatures": [
            {
                "label": PARTY_LABELS[given.letter],
                "name": given.name,
                "given": [
                    f"{moment(given.signed_at)[0]}经手机{given.phone}确认",
                    f"confirmed {moment(given.signed_at)[1]}",
                ],
            }
            for given in agreement.signatures
        ],
    }


def _content(masked: Agreement) -> dict[str, Any]:
    return {
        "number": masked.number,
        "verification_code": masked.verification_code,
        "tracking_code": masked.tracking_code,
        "agreed_at": masked.agreed_at.isoformat(),
        "occurred_at": masked.occurred_at.isoformat(),
        "place": {"zh": masked.place, "en": masked.place_en},
        "weather": masked.weather,
        "accident_form": {"zh": masked.accident_form_zh, "en": masked.accident_form_en},
        "parties": [party_content(party) for party in masked.parties],
        "facts": masked.facts,
        "signatures": [
            {
                "letter": given.letter,
                "name": given.name,
                "phone": given.phone,
                "signed_at": given.signed_at.isoformat(),
            }
            for given in masked.signatures
        ],
    }

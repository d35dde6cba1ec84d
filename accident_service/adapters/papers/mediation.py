"""The request for mediation (调解申请书) and the record of its end, on paper: SPR-86 to 94."""

from typing import Any

from accident_service.adapters.papers.paper import Paper
from accident_service.adapters.papers.words import (
    PARTY_LABELS,
    day,
    lines,
    moment,
    party_content,
    party_row,
    told,
)
from accident_service.casefile.masking import masked_except
from accident_service.casefile.mediation import MediationEnd, MediationResult
from accident_service.casefile.mediation_paper import MediationPaper

REQUEST_TITLES = ("道路交通事故损害赔偿调解申请书", "Request for Mediation of Damages")
AGREED_TITLES = ("道路交通事故损害赔偿调解书", "Mediation Agreement on Damages")
ENDED_TITLES = ("道路交通事故损害赔偿调解终结书", "End of the Mediation of Damages")
REQUEST = (
    "各方当事人一致书面请求公安机关交通管理部门对本起道路交通事故的损害赔偿争议进行调解。",
    (
        "The parties together ask the traffic police in writing to mediate their dispute over the"
        " damages of this accident."
    ),
)
ENDS = {
    MediationEnd.AGREED: ("达成调解协议", "agreed"),
    MediationEnd.NOT_AGREED: ("未达成协议，调解终结", "not agreed; ended"),
    MediationEnd.ENDED_BY_SUIT: ("当事人提起民事诉讼，调解终结", "ended by suit"),
    MediationEnd.WITHDRAWN: ("当事人不再请求调解，调解终结", "withdrawn; ended"),
}
CONSEQUENCES = {
    True: (
        "本协议经各方当事人签名后生效。当事人不履行的，可以向人民法院提起民事诉讼。",
        (
            "This takes effect when both parties have signed it. If it is not kept to, a suit may"
            " be brought to a people's court."
        ),
    ),
    False: (
        "当事人可以就损害赔偿争议向人民法院提起民事诉讼。",
        "The dispute over damages may be brought to a people's court.",
    ),
}


def paper(mediation: MediationPaper) -> Paper:
    """The request, or the record once the mediation has ended."""
    return Paper(
        kind="mediation",
        number=mediation.mediation.document,
        verification_code=mediation.verification_code,
        version=1,
        tracking_code=mediation.tracking_code,
        unit_name=mediation.unit_name,
        issued_at=mediation.drawn_up_at,
        page=_page(mediation),
        content=_content(masked_except(mediation)),
    )


def _page(mediation: MediationPaper) -> dict[str, Any]:
    number, result = mediation.mediation.document, mediation.mediation.result
    return {
        "titles": _titles(result),
        "follows": [f"第{number}号", f"no. {number}"],
        "occurred_at": moment(mediation.occurred_at),
        "place": [mediation.place, mediation.place_en],
        "parties": [party_row(party) for party in mediation.parties],
        "request": told(*REQUEST),
        "wishes": [
            {
                "label": PARTY_LABELS[wish.letter],
                "name": wish.name,
                "given": [
                    f"{moment(wish.asked_at)[0]}申请",
                    f"asked {moment(wish.asked_at)[1]}",
                ],
            }
            for wish in mediation.mediation.wishes
        ],
        "issued_on": day(mediation.drawn_up_at),
        "ended": result is not None,
        "agreed": result is not None and result.end is MediationEnd.AGREED,
        **({} if result is None else _ending(result)),
    }


def _titles(result: MediationResult | None) -> tuple[str, str]:
    if result is None:
        return REQUEST_TITLES
    return AGREED_TITLES if result.end is MediationEnd.AGREED else ENDED_TITLES


def _ending(result: MediationResult) -> dict[str, Any]:
    return {
        "outcome": ENDS[result.end],
        "terms": lines(result.terms),
        "consequence": told(*CONSEQUENCES[result.end is MediationEnd.AGREED]),
        "officer": [result.officer_name, ""],
    }


def _content(masked: MediationPaper) -> dict[str, Any]:
    result = masked.mediation.result
    return {
        "document": masked.mediation.document,
        "verification_code": masked.verification_code,
        "tracking_code": masked.tracking_code,
        "unit": masked.unit_name,
        "occurred_at": masked.occurred_at.isoformat(),
        "place": {"zh": masked.place, "en": masked.place_en},
        "parties": [party_content(party) for party in masked.parties],
        "wishes": [
            {"letter": wish.letter, "name": wish.name, "asked_at": wish.asked_at.isoformat()}
            for wish in masked.mediation.wishes
        ],
        "result": None
        if result is None
        else {
            "end": result.end,
            "terms": result.terms,
            "officer": result.officer_name,
            "noted_at": result.noted_at.isoformat(),
        },
        "drawn_up_at": masked.drawn_up_at.isoformat(),
    }

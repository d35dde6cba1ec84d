"""The review's conclusion (复核结论) on paper: SPR-74, 76, 77."""

from typing import Any

from accident_service.adapters.papers.paper import Paper
from accident_service.adapters.papers.words import (
    PARTY_LABELS,
    Pair,
    day,
    lines,
    moment,
    party_content,
    party_row,
    told,
)
from accident_service.casefile.masking import masked_except
from accident_service.casefile.review_conclusion import (
    ReviewConclusion,
    ReviewedKind,
    ReviewGround,
    ReviewOutcome,
)

KINDS = {
    ReviewedKind.DETERMINATION: ("道路交通事故认定书", "Determination"),
    ReviewedKind.CERTIFICATE: ("道路交通事故证明", "Certificate"),
}
OUTCOMES = {
    ReviewOutcome.UPHOLD: ("维持", "upheld"),
    ReviewOutcome.UPHOLD_CORRECTED: ("补正后维持", "upheld after defects were put right"),
    ReviewOutcome.REDETERMINE: (
        "责令重新调查、认定",
        "to be investigated and determined anew",
    ),
    ReviewOutcome.MORE_WORK: ("责令继续调查", "to be investigated further"),
}
# What follows from each outcome (SPR-76, 77, 79).
CONSEQUENCES = {
    ReviewOutcome.UPHOLD: (
        "原文书的认定继续有效。",
        "The reviewed document stands.",
    ),
    ReviewOutcome.UPHOLD_CORRECTED: (
        "原文书的瑕疵已经补正，其结论不变，继续有效。",
        "Its defects have been put right; its result is unchanged and stands.",
    ),
    ReviewOutcome.REDETERMINE: (
        "原办案单位应当在收到本结论之日起十个工作日内重新制作道路交通事故认定书，撤销原认定书。",
        (
            "The unit reviewed has to make a new determination within ten working days of receiving"
            " this conclusion, and to revoke the old one."
        ),
    ),
    ReviewOutcome.MORE_WORK: (
        "原办案单位应当继续调查，并依据查明的事实依法作出处理。",
        "The unit reviewed has to continue the investigation and to act on what it finds.",
    ),
}
GROUNDS = {
    ReviewGround.FACTS_UNCLEAR: ("事实不清", "the facts are unclear"),
    ReviewGround.EVIDENCE_INSUFFICIENT: ("主要证据不足", "the main evidence is insufficient"),
    ReviewGround.LAW_WRONGLY_APPLIED: ("适用法律错误", "the law was wrongly applied"),
    ReviewGround.DIVISION_UNFAIR: ("责任划分不公正", "the division is unfair"),
    ReviewGround.PROCEDURE_BREACHED: (
        "调查及认定违反法定程序",
        "the procedure laid down by law was breached",
    ),
}


def paper(conclusion: ReviewConclusion) -> Paper:
    """The conclusion as two officers signed it."""
    return Paper(
        kind="review-conclusion",
        number=conclusion.number,
        verification_code=conclusion.verification_code,
        version=1,
        tracking_code=conclusion.tracking_code,
        unit_name=conclusion.unit_name,
        issued_at=conclusion.concluded_at,
        page=_page(conclusion),
        content=_content(masked_except(conclusion)),
    )


def _page(conclusion: ReviewConclusion) -> dict[str, Any]:
    names = {party.letter: party.name for party in conclusion.parties}
    label_zh, label_en = PARTY_LABELS[conclusion.applicant]
    return {
        "reviewed": _reviewed(conclusion),
        "reviewed_unit": conclusion.reviewed_unit_name,
        "occurred_at": moment(conclusion.occurred_at),
        "place": [conclusion.place, conclusion.place_en],
        "applicant": [f"{label_zh}　{names[conclusion.applicant]}", label_en],
        "dates": _dates(conclusion),
        "parties": [party_row(party) for party in conclusion.parties],
        "request": lines(conclusion.request),
        "reasons": [*lines(conclusion.reasons), *lines(conclusion.main_evidence)],
        "findings": lines(conclusion.findings),
        "grounds": told(
            "；".join(GROUNDS[one][0] for one in conclusion.grounds),
            "; ".join(GROUNDS[one][1] for one in conclusion.grounds),
        ),
        "corrections": lines(conclusion.corrections),
        "outcome": OUTCOMES[conclusion.outcome],
        "consequence": told(*CONSEQUENCES[conclusion.outcome]),
        "officers": [[one.name, one.police_no] for one in conclusion.officers],
        "issued_on": day(conclusion.concluded_at),
    }


def _reviewed(conclusion: ReviewConclusion) -> Pair:
    (zh, en), (on_zh, on_en) = KINDS[conclusion.reviewed_kind], day(conclusion.reviewed_issued_at)
    return [
        f"{zh}　第{conclusion.reviewed}号（{on_zh}）",
        f"{en} no. {conclusion.reviewed}, {on_en}",
    ]


def _dates(conclusion: ReviewConclusion) -> Pair:
    (applied_zh, applied_en), (accepted_zh, accepted_en) = (
        day(conclusion.applied_at),
        day(conclusion.accepted_at),
    )
    return [f"{applied_zh}申请，{accepted_zh}受理", f"{applied_en}, {accepted_en}"]


def _content(masked: ReviewConclusion) -> dict[str, Any]:
    return {
        "number": masked.number,
        "verification_code": masked.verification_code,
        "tracking_code": masked.tracking_code,
        "unit": masked.unit_name,
        "reviewed": {
            "number": masked.reviewed,
            "kind": masked.reviewed_kind,
            "unit": masked.reviewed_unit_name,
            "issued_at": masked.reviewed_issued_at.isoformat(),
        },
        "occurred_at": masked.occurred_at.isoformat(),
        "place": {"zh": masked.place, "en": masked.place_en},
        "parties": [party_content(party) for party in masked.parties],
        "applicant": masked.applicant,
        "request": masked.request,
        "reasons": masked.reasons,
        "main_evidence": masked.main_evidence,
        "applied_at": masked.applied_at.isoformat(),
        "accepted_at": masked.accepted_at.isoformat(),
        "outcome": masked.outcome,
        "grounds": list(masked.grounds),
        "findings": masked.findings,
        "corrections": masked.corrections,
        "officers": [{"name": one.name, "police_no": one.police_no} for one in masked.officers],
        "concluded_at": masked.concluded_at.isoformat(),
    }

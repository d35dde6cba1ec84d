"""A review at every state it can be in, for the tests that move it on."""

from dataclasses import replace
from datetime import timedelta

from accident_service.casefile.decision import Officer
from accident_service.casefile.review import (
    Review,
    ReviewApplication,
    ReviewDraft,
    ReviewFindings,
)
from accident_service.casefile.review_conclusion import (
    OfficerSignature,
    ReviewedKind,
    ReviewGround,
    ReviewOutcome,
)
from accident_service.quantities.identifiers import DocumentNumber, OfficerId, UnitId
from accident_service.reports.party import PartyLetter
from tests.fakes import examples

# Monday 2 March 2026 at noon in China; no holiday is near.
MONDAY = examples.NOON
DAY = timedelta(days=1)
DETERMINATION = DocumentNumber("2203020001-2026-000001")
CONCLUSION = DocumentNumber("2203000001-2026-R000001")
HIGHER_UNIT = UnitId("2203000001")


def application(letter: PartyLetter = PartyLetter.B) -> ReviewApplication:
    """Party B does not agree, two days after service."""
    return ReviewApplication(
        letter=letter,
        document=DETERMINATION,
        kind=ReviewedKind.DETERMINATION,
        request="请求撤销原认定，重新认定责任。",
        reasons="前车无故急停，原认定未予考虑。",
        main_evidence="本人行车记录仪录像。",
        applied_at=MONDAY + 2 * DAY,
    )


def applied() -> Review:
    """Accepted on the day of receipt."""
    made = application()
    return Review(application=made, accepted_at=made.applied_at)


def forwarded() -> Review:
    """On the desk of the higher unit."""
    return applied().forwarded(HIGHER_UNIT, "示例市公安局交通警察支队", MONDAY + 3 * DAY)


def reviewer(name: str = "reviewer-1") -> Officer:
    """An officer of the higher unit."""
    return replace(
        examples.officer(),
        id=OfficerId(name),
        name="丁某",
        police_no=f"2203-{name}",
        unit=HIGHER_UNIT,
        unit_name="示例市公安局交通警察支队",
    )


def findings(outcome: ReviewOutcome = ReviewOutcome.UPHOLD) -> ReviewFindings:
    """Findings fit for the outcome."""
    ordered = outcome is ReviewOutcome.REDETERMINE
    corrected = outcome is ReviewOutcome.UPHOLD_CORRECTED
    return ReviewFindings(
        outcome=outcome,
        grounds=(ReviewGround.FACTS_UNCLEAR,) if ordered else (),
        findings="经调取录像并核对测量结果，予以审查。",
        corrections="事故地点补充车道信息。" if corrected else "",
    )


def signature(name: str) -> OfficerSignature:
    """An officer of the higher unit has signed."""
    officer = reviewer(name)
    return OfficerSignature(
        officer=officer.id,
        name=officer.name,
        police_no=officer.police_no,
        signed_at=MONDAY + 10 * DAY,
    )


def drafted(outcome: ReviewOutcome = ReviewOutcome.UPHOLD) -> Review:
    """One officer has signed."""
    draft = ReviewDraft(findings=findings(outcome), first=signature("reviewer-1"))
    return forwarded().drafted(draft)


def concluded(outcome: ReviewOutcome = ReviewOutcome.UPHOLD) -> Review:
    """Both have signed."""
    return drafted(outcome).concluded(CONCLUSION, signature("reviewer-2"))

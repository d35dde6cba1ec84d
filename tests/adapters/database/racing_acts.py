"""Acts that several processes try at once on one case; each says whether it won."""

from collections.abc import Callable
from dataclasses import replace

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.decision import DecisionKind, DecisionRequest, Officer
from accident_service.casefile.time_limits import TimeLimits
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.casework.conclude_review import ConcludeReview
from accident_service.casework.decide_case import DecideCase
from accident_service.casework.print_paper import PrintPaper
from accident_service.casework.review_case import ReviewCase, ReviewWish
from accident_service.errors import Conflict
from accident_service.quantities.identifiers import CaseId, OfficerId
from accident_service.reports.party import PartyLetter
from tests.adapters.database.side_by_side import ledger_at
from tests.fakes import examples
from tests.fakes.analysis import FakePress, FakeProvisions
from tests.fakes.world import FakeBlobStore, FakeSiteRegister
from tests.unit.casefile import reviews

WISH = ReviewWish(
    request="请求撤销原认定，重新认定责任。",
    reasons="前车无故急停，原认定未予考虑。",
    main_evidence="本人行车记录仪录像。",
)


def won(url: str, act: Callable[[SqlLedger], object]) -> bool:
    """Try the act; False when somebody else was faster."""
    with ledger_at(url) as ledger:
        try:
            act(ledger)
        except Conflict:
            return False
    return True


def confirm(url: str, case_id: str, seen_version: int) -> bool:
    """The same officer's second click, from another process."""
    return won(url, lambda ledger: _decide(ledger, case_id, seen_version, examples.officer()))


def confirm_as_another(url: str, case_id: str, seen_version: int) -> bool:
    """Another officer each time."""
    another = replace(examples.officer(), id=OfficerId("officer-2"))
    return won(url, lambda ledger: _decide(ledger, case_id, seen_version, another))


def apply_for_review(url: str, case_id: str) -> bool:
    """Party B applies."""
    limits, calendar = TimeLimits.built_in(), WorkingCalendar.built_in()
    return won(
        url,
        lambda ledger: ReviewCase(ledger, SystemClock(), limits, calendar).apply(
            CaseId(case_id), PartyLetter.B, WISH
        ),
    )


def conclude(url: str, case_id: str, seen_version: int) -> bool:
    """The second officer signs the review's conclusion."""
    print_paper = PrintPaper(FakePress(), FakeBlobStore(), FakeSiteRegister())
    second = reviews.reviewer("reviewer-2")
    return won(
        url,
        lambda ledger: ConcludeReview(ledger, SystemClock(), print_paper).sign(
            CaseId(case_id), second, seen_version=seen_version
        ),
    )


def _decide(ledger: SqlLedger, case_id: str, seen_version: int, officer: Officer) -> None:
    request = DecisionRequest(kind=DecisionKind.CONFIRM, seen_version=seen_version)
    DecideCase(ledger, SystemClock(), FakeProvisions())(CaseId(case_id), request, officer)

"""One record per case, a new version with every change, and what follows for the status."""

from datetime import timedelta

import pytest

from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.mediation import Mediation, MediationWish
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.recusal import recusal
from accident_service.casefile.review import Review
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casefile.service import ServedKind, ServiceMethod, ServiceRecord
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DocumentNumber
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.unit.casefile import reviews
from tests.unit.casefile.reviews import DETERMINATION, MONDAY

EMPTY = Proceedings(case=CaseId("case-1"))
BOTH = frozenset(PartyLetter)


def handed_to(letter: PartyLetter) -> ServiceRecord:
    return ServiceRecord(
        document=DETERMINATION,
        kind=ServedKind.DETERMINATION,
        letter=letter,
        method=ServiceMethod.IN_PERSON,
        delivered_at=MONDAY,
    )


SERVED = EMPTY.with_service(handed_to(PartyLetter.A), handed_to(PartyLetter.B))


def test_it_is_served_when_every_party_is() -> None:
    half = EMPTY.with_service(handed_to(PartyLetter.A))
    assert half.status_of(DETERMINATION, BOTH) is DeterminationStatus.ISSUED
    assert SERVED.status_of(DETERMINATION, BOTH) is DeterminationStatus.SERVED
    assert SERVED.status_of(DocumentNumber("other"), BOTH) is DeterminationStatus.ISSUED
    assert SERVED.status_of(DETERMINATION, frozenset()) is DeterminationStatus.ISSUED


@pytest.mark.parametrize(
    ("review", "status"),
    [
        (reviews.applied(), DeterminationStatus.UNDER_REVIEW),
        (reviews.drafted(), DeterminationStatus.UNDER_REVIEW),
        (reviews.applied().withdrawn(MONDAY), DeterminationStatus.SERVED),
        (reviews.concluded(), DeterminationStatus.SERVED),
        (reviews.concluded(ReviewOutcome.REDETERMINE), DeterminationStatus.UNDER_REVIEW),
    ],
)
def test_a_running_review_or_an_order_leaves_it_unsettled(
    review: Review, status: DeterminationStatus
) -> None:
    assert SERVED.with_review(review).status_of(DETERMINATION, BOTH) is status


def test_the_open_review_is_found_among_ended_ones() -> None:
    ended = reviews.applied().withdrawn(MONDAY)
    both = EMPTY.with_review(reviews.applied()).with_review(ended)
    assert both.review == both.open_review() == reviews.applied()
    assert EMPTY.with_review(ended).review == ended
    with pytest.raises(NotFound):
        EMPTY.with_review(ended).open_review()


def test_every_change_is_a_version_and_no_change_is_none() -> None:
    record = handed_to(PartyLetter.A)
    wish = MediationWish(letter=PartyLetter.A, name="甲某", asked_at=MONDAY)
    mediation = Mediation(document=DETERMINATION, wishes=(wish,))
    agreed = EMPTY.with_consent(PartyLetter.B, MONDAY)
    assert agreed.version == EMPTY.version + 1
    assert agreed.with_consent(PartyLetter.B, MONDAY + timedelta(1)) == agreed
    assert EMPTY.with_service() == EMPTY
    assert SERVED.with_service_changed(record, record) == SERVED
    opened = SERVED.with_service_changed(record, record.opened(MONDAY))
    assert opened.version == SERVED.version + 1
    mediated = EMPTY.with_mediation(mediation)
    assert mediated.with_mediation(mediation) == mediated


def test_a_part_that_moves_on_takes_its_own_place() -> None:
    officer = examples.officer()
    asked = recusal(
        officer=(officer.id, officer.name), asked_by=None, reason="与甲方系近亲属关系。", at=MONDAY
    )
    record = EMPTY.with_recusal(asked).with_review(reviews.applied())
    forwarded = record.with_review_changed(reviews.applied(), reviews.forwarded())
    assert forwarded.reviews == (reviews.forwarded(),)
    assert forwarded.with_recusal_changed(asked, asked).recusals == (asked,)
    assert forwarded.with_offer(None).offer is None

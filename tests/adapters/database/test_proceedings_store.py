"""What every proceedings store promises: nothing is lost, and of two at once one wins."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.mediation import Mediation, MediationWish
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.recusal import recusal
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casefile.service import ServedKind, ServiceMethod, ServiceRecord
from accident_service.casework.ports import Ledger
from accident_service.errors import CaseMovedOn
from accident_service.quantities.identifiers import CaseId, DocumentNumber
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.unit.casefile import reviews
from tests.unit.casefile.test_negotiation import offered

NUMBER = DocumentNumber("2203020001-2026-000001")


def everything(case_id: CaseId) -> Proceedings:
    officer = examples.officer()
    wish = MediationWish(letter=PartyLetter.A, name="甲某", asked_at=examples.NOON)
    record = ServiceRecord(
        document=NUMBER,
        kind=ServedKind.DETERMINATION,
        letter=PartyLetter.A,
        method=ServiceMethod.ELECTRONIC,
        delivered_at=examples.NOON,
    ).opened(examples.NOON + timedelta(minutes=1))
    return (
        Proceedings(case=case_id)
        .with_consent(PartyLetter.B, examples.NOON)
        .with_service(record)
        .with_review(reviews.concluded(ReviewOutcome.REDETERMINE))
        .with_mediation(Mediation(document=NUMBER, wishes=(wish,)))
        .with_recusal(
            recusal(
                officer=(officer.id, officer.name),
                asked_by=None,
                reason="与甲方系近亲属关系。",
                at=examples.NOON,
            )
        )
        .with_offer(offered())
    )


def keep(ledger: Ledger, name: str, follows: Callable[[CaseId], Proceedings]) -> Proceedings:
    case = examples.decided_case(name)
    with ledger.transaction() as work:
        work.cases.add(case)
        work.proceedings.save(replace(follows(case.id), version=1))
    with ledger.reading() as work:
        return work.proceedings.load(case.id)


def test_a_case_in_which_nothing_followed_has_an_empty_record(ledger: Ledger) -> None:
    with ledger.reading() as work:
        nothing = work.proceedings.load(CaseId("nobody's"))
    assert nothing == Proceedings(case=CaseId("nobody's"))


def test_everything_comes_back(ledger: Ledger) -> None:
    kept = keep(ledger, "1", everything)
    assert kept == replace(everything(kept.case), version=1)


def test_several_changes_may_be_saved_at_once(ledger: Ledger) -> None:
    kept = keep(ledger, "1", everything)
    with ledger.transaction() as work:
        twice = work.proceedings.load(kept.case).with_offer(None).with_offer(offered())
        work.proceedings.save(twice)
        work.proceedings.save(twice)
    with ledger.reading() as work:
        assert work.proceedings.load(kept.case) == twice


@pytest.mark.parametrize("first", [True, False], ids=["nothing kept yet", "kept before"])
def test_who_saves_on_an_old_version_hears_that_somebody_was_first(
    ledger: Ledger, *, first: bool
) -> None:
    case = examples.decided_case()
    with ledger.transaction() as work:
        work.cases.add(case)
        if not first:
            work.proceedings.save(Proceedings(case=case.id).with_offer(None))
    with ledger.reading() as work:
        seen = work.proceedings.load(case.id)
    with ledger.transaction() as work:
        work.proceedings.save(seen.with_offer(offered()))
    with pytest.raises(CaseMovedOn), ledger.transaction() as work:
        work.proceedings.save(seen.with_offer(None))
    with ledger.reading() as work:
        assert work.proceedings.load(case.id).offer == offered()


def test_a_units_desk_lists_open_reviews_longest_waiting_first(ledger: Ledger) -> None:
    later = replace(reviews.forwarded(), forwarded_at=reviews.MONDAY + timedelta(days=4))
    for name, review in (
        ("1", later),
        ("2", reviews.forwarded()),
        ("3", reviews.applied()),
        ("4", reviews.concluded()),
    ):
        keep(ledger, name, lambda case, one=review: Proceedings(case=case).with_review(one))  # type: ignore[misc]  # the default binds the loop's review
    with ledger.reading() as work:
        desk = work.proceedings.under_review_by(reviews.HIGHER_UNIT)
        assert desk == (examples.decided_case("2").id, examples.decided_case("1").id)
        assert work.proceedings.under_review_by(examples.officer().unit) == ()

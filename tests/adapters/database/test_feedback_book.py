"""The first mark of a party stands, and the figures count each once."""

from dataclasses import replace
from datetime import timedelta

from accident_service.adapters.database.feedback_book import SqlFeedbackBook
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.feedback import Feedback
from accident_service.quantities.identifiers import UnitId
from accident_service.reports.party import PartyLetter
from tests.fakes import examples

CASE = examples.reported_case()
GOOD = Feedback(
    case=CASE.id,
    letter=PartyLetter.A,
    unit=UnitId("unit-1"),
    mark=5,
    words="很快。",
    at=examples.NOON,
)


def test_a_second_mark_of_the_same_party_changes_nothing(sql_ledger: SqlLedger) -> None:
    with sql_ledger.transaction() as work:
        work.cases.add(CASE)
    book = SqlFeedbackBook(sql_ledger.engines)
    book.keep(GOOD)
    book.keep(replace(GOOD, mark=1))

    assert book.of_party(CASE.id, PartyLetter.A) == GOOD
    assert book.of_party(CASE.id, PartyLetter.B) is None


def test_the_figures_are_of_a_time_and_a_unit(sql_ledger: SqlLedger) -> None:
    with sql_ledger.transaction() as work:
        work.cases.add(CASE)
    book = SqlFeedbackBook(sql_ledger.engines)
    book.keep(GOOD)
    book.keep(replace(GOOD, letter=PartyLetter.B, mark=2, unit=UnitId("unit-2")))
    day = timedelta(days=1)

    both = book.figures(since=examples.NOON, until=examples.NOON + day, unit=None)
    assert both.counts == (0, 1, 0, 0, 1)
    assert both.mean == 3.5
    one = book.figures(since=examples.NOON, until=examples.NOON + day, unit=UnitId("unit-1"))
    assert one.counts == (0, 0, 0, 0, 1)
    assert book.figures(since=examples.NOON - day, until=examples.NOON, unit=None).total == 0

"""The same request under the same key is carried out once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from accident_service.adapters.database.answers_once import SqlAnswersOnce
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.insurer_tables import answer_once
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.sealed_text import TextSeal
from accident_service.casework.once_ports import AnswersOnce, Begun, KeptAnswer, Refusal
from tests.fakes.answers_once import FakeAnswersOnce
from tests.fakes.clock import FakeClock
from tests.fakes.doors import insurer_client
from tests.keys import open_engines

CLIENT = "picc-client"
ANSWER = KeptAnswer(200, '{"secret": "shown once"}')
A_DAY_S = 24 * 3600.0


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    """On either database in every run: they do not tell alike what an INSERT did."""
    opened = open_engines(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sql_answers(sql_ledger: SqlLedger) -> SqlAnswersOnce:
    for code in ("PICC", "CPIC"):
        SqlInsurerClients(sql_ledger.engines).register(insurer_client(code))
    return SqlAnswersOnce(sql_ledger.engines, sql_ledger.clock, TextSeal(b"k" * 32))


@pytest.fixture(params=["fake", "sql"])
def answers(request: pytest.FixtureRequest, sql_answers: SqlAnswersOnce) -> AnswersOnce:
    return FakeAnswersOnce() if request.param == "fake" else sql_answers


def test_a_key_is_claimed_once_and_then_answers(answers: AnswersOnce) -> None:
    assert answers.begin(CLIENT, "key", "a") == Begun()
    assert answers.begin(CLIENT, "key", "a") is Refusal.STILL_RUNNING
    assert answers.begin(CLIENT, "key", "b") is Refusal.OTHER_REQUEST
    answers.finish(CLIENT, "key", ANSWER)
    assert answers.begin(CLIENT, "key", "a") == ANSWER
    assert answers.begin(CLIENT, "key", "b") is Refusal.OTHER_REQUEST


def test_keys_of_two_clients_have_nothing_to_do_with_one_another(answers: AnswersOnce) -> None:
    answers.begin(CLIENT, "key", "a")
    assert answers.begin("cpic-client", "key", "b") == Begun()


def test_what_failed_may_be_tried_again(answers: AnswersOnce) -> None:
    answers.begin(CLIENT, "key", "a")
    answers.forget(CLIENT, "key")
    assert answers.begin(CLIENT, "key", "b") == Begun()


def test_a_key_is_free_again_after_a_day_and_after_a_crash(
    sql_answers: SqlAnswersOnce, clock: FakeClock
) -> None:
    sql_answers.begin(CLIENT, "crashed", "a")
    sql_answers.begin(CLIENT, "answered", "a")
    sql_answers.finish(CLIENT, "answered", ANSWER)
    clock.pass_by(181)
    assert sql_answers.begin(CLIENT, "crashed", "a") == Begun()
    assert sql_answers.begin(CLIENT, "answered", "a") == ANSWER
    clock.pass_by(A_DAY_S)
    assert sql_answers.begin(CLIENT, "answered", "a") == Begun()


@pytest.mark.proves("D1")
def test_d1_of_many_at_once_one_goes_ahead(sql_answers: SqlAnswersOnce) -> None:
    with ThreadPoolExecutor(8) as crew:
        states = list(crew.map(lambda _: sql_answers.begin(CLIENT, "key", "a"), range(8)))
    assert states.count(Begun()) == 1
    assert states.count(Refusal.STILL_RUNNING) == 7


def test_answers_lie_sealed(sql_ledger: SqlLedger, sql_answers: SqlAnswersOnce) -> None:
    sql_answers.begin(CLIENT, "key", "a")
    sql_answers.finish(CLIENT, "key", ANSWER)
    with sql_ledger.engines.glance() as connection:
        row = connection.execute(answer_once.select()).one()
    assert "secret" not in row.body

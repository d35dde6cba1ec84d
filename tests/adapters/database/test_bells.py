"""The place of a bell in its line: by haste and by waiting, and none waits for ever."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from accident_service.adapters.database.case_tables import outbox as bells
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.outbox import Outbox
from accident_service.casework.haste import HEAD_START, Haste
from accident_service.casework.ports import Step
from accident_service.casework.queues import Queue
from accident_service.casework.steps_in_trouble import StepsInTrouble
from accident_service.footage.camera import CameraNetwork
from accident_service.quantities.identifiers import SiteId
from tests.fakes import examples
from tests.fakes.clock import FakeClock

AT_HOME = timedelta(hours=20)  # from the accident to a report that is in no haste
ANYWHERE = ""

NETWORK = CameraNetwork.TRAFFIC  # which keeps its recordings for a while


def ask(ledger: SqlLedger, name: str, *, site: str = ANYWHERE, hasty: bool = False) -> None:
    """A case whose recording waits to be fetched."""
    case = examples.case_with_clip_requests(name)
    filed_at = case.report.occurred_at + AT_HOME
    kept_for = timedelta(hours=1) if hasty else timedelta(days=29)
    request = replace(case.clip_requests[0], network=NETWORK, kept_until_at=filed_at + kept_for)
    case = replace(
        case,
        report=replace(case.report, filed_at=filed_at),
        site=SiteId(site or f"site-{name}"),
        clip_requests=(request,),
    )
    with ledger.transaction() as unit:
        unit.cases.add(case)
        unit.steps.request(case.id, Step.FETCH_CLIPS)


def in_line(ledger: SqlLedger, clock: FakeClock) -> list[int]:
    return [one.id for one in Outbox(ledger.engines).due(Queue.FETCH, clock.now(), 99)]


def ring_first(ledger: SqlLedger, clock: FakeClock) -> None:
    outbox = Outbox(ledger.engines)
    outbox.mark_sent(outbox.due(Queue.FETCH, clock.now(), 1)[0].attempt, clock.now())


def test_what_is_in_haste_overtakes_what_waits(sql_ledger: SqlLedger, clock: FakeClock) -> None:
    for name in "123":
        ask(sql_ledger, name)
        clock.pass_by(60.0)
    ask(sql_ledger, "4", hasty=True)

    assert in_line(sql_ledger, clock) == [4, 1, 2, 3]


def test_what_has_waited_longer_than_the_head_start_comes_before_new_haste(
    sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    ask(sql_ledger, "1")
    clock.pass_by(HEAD_START[Haste.FOOTAGE_GOES].total_seconds() + 1)
    ask(sql_ledger, "2", hasty=True)

    assert in_line(sql_ledger, clock) == [1, 2]


def test_many_cases_of_one_place_let_other_places_through(
    sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    for name in ("1", "2", "3", "4"):
        ask(sql_ledger, name, site="pile-up")
    clock.pass_by(70.0)
    ask(sql_ledger, "5", site="elsewhere")
    ask(sql_ledger, "6", site="elsewhere")

    assert in_line(sql_ledger, clock) == [1, 2, 5, 3, 6, 4]


def test_a_bell_that_was_rung_holds_nobody_back(sql_ledger: SqlLedger, clock: FakeClock) -> None:
    ask(sql_ledger, "1", site="pile-up")
    ring_first(sql_ledger, clock)
    ask(sql_ledger, "2", site="pile-up")

    with sql_ledger.engines.glance() as connection:
        ranks = connection.execute(select(bells.c.rank_at).order_by(bells.c.id)).scalars().all()
    assert ranks[0] == ranks[1] == clock.now()


def test_a_bell_of_the_version_before_is_sorted_in_and_rung(
    sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    ask(sql_ledger, "1")
    with sql_ledger.engines.transaction() as connection:
        connection.execute(update(bells).values(queue=""))
    outbox = Outbox(sql_ledger.engines)

    assert in_line(sql_ledger, clock) == []
    assert (outbox.sort_in(), outbox.sort_in()) == (1, 0)
    assert in_line(sql_ledger, clock) == [1]


def test_each_queue_tells_what_waits_at_it_and_since_when(
    sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    since_at = clock.now()
    ask(sql_ledger, "1")
    clock.pass_by(60.0)
    ask(sql_ledger, "2", hasty=True)
    ring_first(sql_ledger, clock)

    fetch, *others = Outbox(sql_ledger.engines).lines(clock.now())

    assert (fetch.queue, fetch.waiting, fetch.urgent) == (Queue.FETCH, 2, 1)
    assert fetch.oldest_at == since_at
    assert [(one.waiting, one.oldest_at) for one in others] == [(0, None)] * 3


def test_a_bell_goes_when_its_attempt_begins_and_a_late_mark_finds_nothing(
    sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    ask(sql_ledger, "1")
    outbox = Outbox(sql_ledger.engines)
    (bell,) = outbox.due(Queue.FETCH, clock.now(), 9)
    with sql_ledger.transaction() as unit:
        unit.steps.begin(bell.attempt)
    ask(sql_ledger, "2")  # where a row's number is free again, it is given again
    outbox.mark_sent(bell.attempt, clock.now())

    assert len(in_line(sql_ledger, clock)) == 1


def test_a_bell_of_a_step_given_up_is_taken_out_of_the_line(
    sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    ask(sql_ledger, "1")
    attempt = Outbox(sql_ledger.engines).due(Queue.FETCH, clock.now(), 1)[0].attempt
    clock.pass_by(601)

    StepsInTrouble(sql_ledger, clock).give_up(attempt, "the recorder is broken", by="operator")

    with sql_ledger.engines.glance() as connection:
        assert connection.execute(select(bells)).all() == []

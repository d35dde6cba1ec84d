"""What an insurer finds: its own, in the order of their last change, and nothing of others'."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.determination import Determination, DeterminationStatus
from accident_service.casework.insurer_ports import InsuranceClaim, InsurersQuery
from accident_service.casework.ports import Ledger
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, InsurerId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.documents import NUMBER, determination
from tests.fakes.doors import insurer_client

PDF = BlobRef(sha256="01" * 32, size_bytes=52_000, media_type="application/pdf")
JSON = BlobRef(sha256="02" * 32, size_bytes=3_000, media_type="application/jose+json")
PICC, CPIC = insurer_client("PICC").insurer, insurer_client("CPIC").insurer
STRANGER = insurer_client("PINGAN").insurer
EVERYTHING = InsurersQuery()


def numbered(index: int) -> DeterminationNumber:
    return DeterminationNumber(f"2203020001-2026-{index:06d}")


def of_case(index: int) -> Determination:
    return determination(numbered(index), case=CaseId(f"case-{index}"))


def keep(ledger: Ledger, *issued: Determination) -> None:
    for one in issued:
        with ledger.transaction() as work:
            work.cases.add(examples.decided_case(one.case.removeprefix("case-")))
            work.determinations.add(one, PDF, JSON)


def listed(
    ledger: Ledger, query: InsurersQuery = EVERYTHING, *, by: InsurerId = PICC, limit: int = 9
) -> list[DeterminationNumber]:
    with ledger.reading() as work:
        found = work.insurers.listed(by, query, limit=limit)
    return [one.determination.number for one in found]


@pytest.mark.parametrize("insurer", [PICC, CPIC])
def test_either_partys_insurer_may_read_it(ledger: Ledger, insurer: InsurerId) -> None:
    keep(ledger, determination())
    with ledger.reading() as work:
        found = work.insurers.find(insurer, NUMBER)
    assert (found.determination, found.pdf, found.json) == (determination(), PDF, JSON)


def test_a_strangers_request_looks_like_one_for_nothing(ledger: Ledger) -> None:
    keep(ledger, determination())
    with ledger.reading() as work:
        with pytest.raises(NotFound) as not_theirs:
            work.insurers.find(STRANGER, NUMBER)
        with pytest.raises(NotFound) as nothing:
            work.insurers.find(PICC, DeterminationNumber("none"))
        assert work.insurers.versions(STRANGER, determination().case) == ()
    assert str(not_theirs.value).replace(NUMBER, "none") == str(nothing.value)
    assert listed(ledger, by=STRANGER) == []


def test_pages_follow_one_another_in_the_order_of_change(ledger: Ledger) -> None:
    keep(ledger, *(of_case(index) for index in (4, 2, 3, 1)))
    with ledger.reading() as work:
        first = work.insurers.listed(PICC, EVERYTHING, limit=3)
    with ledger.transaction() as work:  # while somebody pages, one already read changes
        work.determinations.set_status(numbered(4), DeterminationStatus.SERVED)
    after = InsurersQuery(after=first[-1].position)
    assert [one.determination.number for one in first] == [numbered(one) for one in (4, 2, 3)]
    assert listed(ledger, after) == [numbered(1), numbered(4)]


def test_one_who_covers_both_finds_it_once(ledger: Ledger) -> None:
    issued = determination()
    both = replace(
        issued, parties=tuple(replace(party, insurer="PICC") for party in issued.parties)
    )
    keep(ledger, both)
    assert listed(ledger) == [NUMBER]
    assert listed(ledger, by=CPIC) == []


def test_filters_look_at_ones_own_insured_only(ledger: Ledger) -> None:
    keep(ledger, determination())
    own, other = determination().parties
    assert listed(ledger, InsurersQuery(plate=own.plate)) == [NUMBER]
    assert listed(ledger, InsurersQuery(policy_no=own.policy_no)) == [NUMBER]
    assert listed(ledger, InsurersQuery(plate=other.plate)) == []
    assert listed(ledger, InsurersQuery(policy_no=other.policy_no)) == []
    assert listed(ledger, InsurersQuery(plate=own.plate, policy_no=other.policy_no)) == []


def test_filters_by_time_and_status(ledger: Ledger, clock: FakeClock) -> None:
    keep(ledger, of_case(1))
    clock.pass_by(3600)
    changed_at = clock.now()
    keep(ledger, of_case(2))
    happened_at = determination().occurred_at
    second = timedelta(seconds=1)
    for query, found in (
        (InsurersQuery(updated_since=changed_at), [2]),
        (InsurersQuery(updated_since=changed_at + second), []),
        (InsurersQuery(status=DeterminationStatus.ISSUED), [1, 2]),
        (InsurersQuery(status=DeterminationStatus.REVOKED), []),
        (InsurersQuery(occurred_from=happened_at), [1, 2]),
        (InsurersQuery(occurred_from=happened_at + second), []),
        (InsurersQuery(occurred_to=happened_at), []),
        (InsurersQuery(occurred_to=happened_at + second), [1, 2]),
    ):
        assert listed(ledger, query) == [numbered(one) for one in found], query


def test_a_clock_that_runs_back_takes_no_change_back(ledger: Ledger, clock: FakeClock) -> None:
    keep(ledger, of_case(1))
    clock.pass_by(-3600)
    keep(ledger, of_case(2))
    with ledger.reading() as work:
        first, second = work.insurers.listed(PICC, EVERYTHING, limit=9)
    assert second.updated_at == first.updated_at
    assert second.position.change > first.position.change


def test_every_version_is_found_oldest_first(ledger: Ledger) -> None:
    keep(ledger, determination())
    with ledger.transaction() as work:
        work.determinations.set_status(NUMBER, DeterminationStatus.REPLACED)
        work.determinations.add(determination(numbered(7), version=2), PDF, JSON)
    with ledger.reading() as work:
        versions = work.insurers.versions(CPIC, determination().case)
    assert [(one.determination.version, one.determination.status) for one in versions] == [
        (1, DeterminationStatus.REPLACED),
        (2, DeterminationStatus.ISSUED),
    ]


def claim(insurer: InsurerId, code: str, reference: str) -> InsuranceClaim:
    return InsuranceClaim(
        case=determination().case,
        insurer=insurer,
        insurer_code=code,
        number=NUMBER,
        reference=reference,
        linked_at=examples.NOON,
    )


def test_claims_are_kept_apart_and_replaced(ledger: Ledger) -> None:
    keep(ledger, determination())
    mine, theirs = claim(PICC, "PICC", "second"), claim(CPIC, "CPIC", "other")
    with ledger.transaction() as work:
        for one in (claim(PICC, "PICC", "first"), theirs, mine):
            work.insurers.keep_claim(one)
    with ledger.reading() as work:
        assert work.insurers.claim_of(PICC, mine.case) == mine
        assert work.insurers.claims(mine.case) == (theirs, mine)
        assert work.insurers.claim_of(PICC, CaseId("another")) is None


def test_who_pages_while_others_issue_misses_nothing(ledger: Ledger) -> None:
    numbers = [numbered(index) for index in range(1, 9)]
    seen: list[DeterminationNumber] = []
    query = EVERYTHING
    with ThreadPoolExecutor(4) as crew:
        issuing = [crew.submit(keep, ledger, of_case(index)) for index in range(1, 9)]
        while not (done := all(one.done() for one in issuing)) or query.after:
            with ledger.reading() as work:
                page = work.insurers.listed(PICC, query, limit=2)
            seen += [one.determination.number for one in page]
            if page:
                query = InsurersQuery(after=page[-1].position)
            elif done:
                break
    for one in issuing:
        one.result()
    assert sorted(seen) == numbers

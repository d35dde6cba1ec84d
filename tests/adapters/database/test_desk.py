"""What every desk promises, held to on the fake and on SQL."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accident_service.adapters.database import desk_lists
from accident_service.casefile.case import Case
from accident_service.casefile.claim import CLAIM_LASTS, Claim
from accident_service.casefile.summary import PARTY_REQUEST, DeskTab
from accident_service.casework.desk_ports import DeskQuery, DeskRow, Holder
from accident_service.casework.ports import Ledger
from accident_service.errors import CaseMovedOn, Conflict, StepGivenUp
from accident_service.liability.proposal import Strength
from accident_service.quantities.identifiers import CaseId, OfficerId, SiteId, UnitId
from accident_service.reports.party import PartyLetter
from tests.fakes import examples, ledger_desk

ME = examples.officer()
COLLEAGUE = replace(ME, id=OfficerId("officer-2"), name="丁某")
ELSEWHERE = replace(ME, id=OfficerId("officer-3"), unit=UnitId("2203020002"))
NOW = examples.NOON + timedelta(hours=1)
QUERY = DeskQuery(asker=ME, now_at=NOW, tab=DeskTab.WAITING)


def kept(ledger: Ledger, *cases: Case) -> None:
    with ledger.transaction() as work:
        for case in cases:
            work.cases.add(case)


def names(ledger: Ledger, query: DeskQuery, *, limit: int = 20, offset: int = 0) -> list[str]:
    with ledger.reading() as work:
        rows = work.desk.listed(query, limit=limit, offset=offset)
    return [row.summary.case.removeprefix("case-") for row in rows]


def filed(case: Case, minutes: int) -> Case:
    filed_at = case.report.filed_at + timedelta(minutes=minutes)
    occurred_at = case.report.occurred_at + timedelta(minutes=minutes)
    return replace(case, report=replace(case.report, filed_at=filed_at, occurred_at=occurred_at))


def alone(case: Case) -> Case:
    """Without a joint application: no day is due."""
    return replace(case, statements=case.statements[:1])


def given_up(name: str) -> Case:
    return examples.reported_case(name).handed_to_officer(StepGivenUp("failed 5 times"))


def called(name: str) -> Case:
    case = examples.reported_case(name)
    routing = replace(case.report.routing, code=PARTY_REQUEST)
    return replace(case, report=replace(case.report, routing=routing)).referred_by_law()


def test_urgency_comes_before_the_due_day_and_that_before_waiting(ledger: Ledger) -> None:
    later_due = filed(examples.proposed_case("3"), 5)
    kept(
        ledger,
        filed(alone(examples.proposed_case("1")), -9000),
        filed(examples.proposed_case("2"), 10),
        later_due,
        filed(given_up("4"), 60),
        examples.reported_case("5"),
    )

    assert names(ledger, QUERY) == ["4", "3", "2", "1"]
    assert names(ledger, QUERY, limit=2) == ["4", "3"]
    assert names(ledger, QUERY, limit=2, offset=2) == ["2", "1"]


def test_what_is_closed_comes_newest_first(ledger: Ledger) -> None:
    kept(
        ledger,
        *(
            filed(examples.reported_case(name).referred_by_law(), minutes)
            for name, minutes in (("1", 0), ("2", 30), ("3", 10))
        ),
    )
    query = replace(QUERY, tab=DeskTab.REFERRED)
    assert sorted(names(ledger, query)) == ["1", "2", "3"]
    assert names(ledger, query).index("2") < names(ledger, query).index("1")


def test_the_list_follows_the_case_in_the_same_transaction(ledger: Ledger) -> None:
    kept(ledger, examples.proposed_case())
    with ledger.transaction() as work:
        case = work.cases.load(CaseId("case-1"))
        work.cases.save(case.decided_by(examples.decision()))
    with ledger.reading() as work:
        (row,) = work.desk.listed(replace(QUERY, tab=None), limit=9, offset=0)
        counts = work.desk.counts()
    assert row.summary.tab is DeskTab.DECIDED
    assert row.summary.is_decided
    assert (counts[DeskTab.WAITING], counts[DeskTab.DECIDED]) == (0, 1)


def test_the_list_does_not_follow_what_was_taken_back(ledger: Ledger) -> None:
    kept(ledger, examples.proposed_case())
    with pytest.raises(Conflict):
        kept(ledger, examples.proposed_case("2"), examples.proposed_case("1"))
    assert names(ledger, QUERY) == ["1"]


@pytest.mark.parametrize("few", [2000, 0])  # looked up one by one, or met on a walk
@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ["2", "1"]),
        ({"site": SiteId("east-bridge")}, ["2"]),
        ({"site": SiteId("nowhere")}, []),
        ({"rule_code": "R01"}, ["1"]),
        ({"rule_code": "R99"}, ["2"]),
        ({"strength": Strength.LIMITED}, ["2"]),
        ({"due_by": date(2026, 3, 5)}, ["2", "1"]),
        ({"due_by": date(2026, 3, 4)}, []),
        ({"from_at": examples.NOON}, ["1"]),
        ({"to_at": examples.NOON - timedelta(minutes=1)}, ["2"]),
        ({"term": "C123"}, ["2", "1"]),
        ({"term": "BCDF0002"}, ["2"]),
        ({"term": "东桥"}, ["2"]),
        ({"term": "C999"}, []),
        ({"term": "C999", "sites_named": frozenset({SiteId("east-bridge")})}, ["2"]),
        ({"term": "C123", "site": SiteId("east-bridge"), "tab": None}, ["2"]),
    ],
)
def test_filters_and_search(
    ledger: Ledger,
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    changes: dict[str, object],
    found: list[str],
) -> None:
    monkeypatch.setattr(desk_lists, "FEW", few)
    other = filed(examples.proposed_case("2"), -30)
    place = replace(other.report.place, words="东桥下桥口")
    assert other.proposal is not None
    other = replace(
        other,
        site=SiteId("east-bridge"),
        report=replace(other.report, place=place),
        proposal=replace(other.proposal, rule_code="R99", strength=Strength.LIMITED),
    )
    kept(ledger, examples.proposed_case("1"), other)

    assert names(ledger, replace(QUERY, **changes)) == found  # type: ignore[arg-type]  # as listed
    with ledger.reading() as work:
        assert work.desk.rule_codes() == ("R01", "R99")


def test_a_pile_is_counted_as_far_as_anybody_wants_to_know(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (desk_lists, ledger_desk):
        monkeypatch.setattr(module, "MOST_COUNTED", 2)
    kept(ledger, *(examples.proposed_case(name) for name in ("1", "2", "3")))
    with ledger.reading() as work:
        assert work.desk.counts()[DeskTab.WAITING] == 2


def test_the_second_party_s_plate_is_found_once_it_is_known(ledger: Ledger) -> None:
    kept(ledger, examples.reported_case())
    query = replace(QUERY, tab=None, term="D0678")
    assert names(ledger, query) == []
    with ledger.transaction() as work:
        case = work.cases.load(CaseId("case-1"))
        work.cases.save(case.joined_by(examples.party_b(), examples.statement_b()))
    assert names(ledger, query) == ["1"]


def test_who_has_what_in_hand(ledger: Ledger) -> None:
    kept(ledger, *(examples.proposed_case(str(one)) for one in range(5)))
    with ledger.transaction() as work:
        for name, officer in (("0", ME), ("1", COLLEAGUE), ("2", ELSEWHERE)):
            claim = Claim.by(officer, CaseId(f"case-{name}"), NOW)
            work.desk.keep_claim(claim, instead_of=None)
        lapsed = Claim.by(ME, CaseId("case-3"), NOW - CLAIM_LASTS)
        work.desk.keep_claim(lapsed, instead_of=None)

    assert names(ledger, replace(QUERY, holder=Holder.ME)) == ["0"]
    assert names(ledger, replace(QUERY, holder=Holder.UNIT)) == ["0", "1"]
    assert names(ledger, replace(QUERY, holder=Holder.NOBODY)) == ["3", "4"]
    with ledger.reading() as work:
        rows = work.desk.listed(QUERY, limit=9, offset=0)
    assert [row.claim and row.claim.officer for row in rows] == [
        ME.id,
        COLLEAGUE.id,
        ELSEWHERE.id,
        None,
        None,
    ]


def test_a_claim_is_kept_only_over_the_one_that_was_seen(ledger: Ledger) -> None:
    kept(ledger, examples.proposed_case())
    case_id = CaseId("case-1")
    first, second = Claim.by(ME, case_id, NOW), Claim.by(COLLEAGUE, case_id, NOW)
    with ledger.transaction() as work:
        work.desk.keep_claim(first, instead_of=None)
    with pytest.raises(CaseMovedOn), ledger.transaction() as work:
        work.desk.keep_claim(second, instead_of=None)
    with ledger.reading() as work:
        assert work.desk.claim(case_id) == first
    with ledger.transaction() as work:
        work.desk.keep_claim(second, instead_of=first)
    with pytest.raises(CaseMovedOn), ledger.transaction() as work:
        work.desk.keep_claim(first, instead_of=first)
    with ledger.transaction() as work:
        assert work.desk.claim(case_id) == second
        work.desk.drop_claim(case_id)
        assert work.desk.claim(case_id) is None


def test_each_officer_has_seen_what_that_officer_opened(ledger: Ledger) -> None:
    kept(ledger, examples.proposed_case())
    case_id = CaseId("case-1")
    with ledger.transaction() as work:
        work.desk.mark_seen(ME.id, case_id)
        work.desk.mark_seen(ME.id, case_id)
    mine, theirs = row_of(ledger, QUERY), row_of(ledger, replace(QUERY, asker=COLLEAGUE))
    assert (mine.never_opened, mine.changed_since) == (False, False)
    assert (theirs.never_opened, theirs.changed_since) == (True, False)

    with ledger.transaction() as work:
        followed = work.proceedings.load(case_id)
        work.proceedings.save(followed.with_consent(PartyLetter.A, NOW))
    assert row_of(ledger, QUERY).changed_since


def row_of(ledger: Ledger, query: DeskQuery) -> DeskRow:
    with ledger.reading() as work:
        (row,) = work.desk.listed(query, limit=9, offset=0)
    return row


def test_a_call_to_the_scene_waits_until_somebody_takes_it(ledger: Ledger) -> None:
    kept(ledger, called("1"), filed(called("2"), 5), examples.reported_case("3").referred_by_law())
    with ledger.transaction() as work:
        both = work.desk.called_to_scene(QUERY, limit=9)
        work.desk.keep_claim(Claim.by(ME, CaseId("case-1"), NOW), instead_of=None)
    with ledger.reading() as work:
        left = work.desk.called_to_scene(QUERY, limit=9)
    assert len(both) == 2
    assert [row.summary.case for row in left] == ["case-2"]

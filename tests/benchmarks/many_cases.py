"""A city's cases by the hundred thousand, made quickly and written by the table.

Every case is a whole, valid one: an example at its stage, with a site, time, plates and phones
of its own, spread as a city's would be: a few hundred wait, the cupboard holds the rest. Each has
its summary, its figures, its search terms and three audit entries, whose hashes are made up:
pages do not check the chain.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, insert, select, update

from accident_service.adapters.database.archive_tables import blob_use
from accident_service.adapters.database.blob_uses import note_uses
from accident_service.adapters.database.case_store import columns_of as columns_of_case
from accident_service.adapters.database.case_store import party_rows_of
from accident_service.adapters.database.case_tables import accident_case, case_party
from accident_service.adapters.database.desk_tables import case_summary, case_term
from accident_service.adapters.database.determination_store import SqlDeterminationStore
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.evidence_tables import audit_entry, audit_head
from accident_service.adapters.database.figure_tables import case_figure
from accident_service.adapters.database.ledger import built_in_timetable
from accident_service.adapters.database.summaries import columns_of, kept_terms
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.case import Case
from accident_service.casefile.determination import Determination
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.summary import CaseRecords, summary_of
from accident_service.casefile.time_limits_of import Timetable
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, SiteId
from accident_service.reports.party import Party
from tests.benchmarks.many_figures import ROADS, counted
from tests.fakes import examples
from tests.fakes.documents import determination
from tests.fakes.measured import abstention

CASES_AT_ONCE = 2000
YEARS = timedelta(days=3 * 365)
RECENT = timedelta(days=3)
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
# How many of a thousand stand at each; what is not finished is of the last days.
OPEN_SHARES = (("proposed", 3), ("abstained", 1), ("handed-over", 1), ("measuring", 1))
CLOSED_SHARES = (("determined", 900), ("referred", 94))


@dataclass(frozen=True, slots=True)
class Made:
    """One case with what was issued in it."""

    kind: str  # of one kind, all name the same bytes
    case: Case
    issued: Determination | None


@dataclass(frozen=True, slots=True)
class City:
    """Where and until when the cases happen, and the bytes every document is signed with."""

    sites: tuple[SiteId, ...]
    now_at: datetime
    signed: BlobRef


def seed(engines: Engines, count: int, city: City) -> None:
    """Write `count` cases into an empty ledger, the same for the same arguments."""
    chance = random.Random(count)  # noqa: S311 - nobody's secret
    for first in range(0, count, CASES_AT_ONCE):
        numbers = range(first, min(count, first + CASES_AT_ONCE))
        batch = [_made(number, chance, city) for number in numbers]
        with engines.transaction() as connection:
            _write(connection, batch, city.signed)
    head = audit_head.update().values(sequence=3 * count, entry_hash="0" * 64)
    with engines.transaction() as connection:
        connection.execute(head)


def _made(number: int, chance: random.Random, city: City) -> Made:
    shares = (*OPEN_SHARES, *CLOSED_SHARES)
    kind = chance.choices([name for name, _ in shares], [share for _, share in shares])[0]
    is_open = kind in dict(OPEN_SHARES)
    occurred_at = city.now_at - chance.random() * (RECENT if is_open else YEARS)
    case = _personal(_at_stage(kind), number, chance)
    case = _placed(case, chance.choice(city.sites), occurred_at, chance)
    if kind != "determined":
        return Made(kind, case, None)
    issued = replace(
        _example(),
        number=DeterminationNumber(f"2203020001-{occurred_at.year}-{number:06}"),
        case=case.id,
        tracking_code=case.tracking_code,
        issued_at=occurred_at + timedelta(hours=2),
    )
    return Made(kind, case.with_determination(issued.number), issued)


@cache
def _at_stage(kind: str) -> Case:
    if kind == "determined":
        return examples.decided_case()
    if kind == "referred":
        return examples.reported_case().referred_by_law()
    if kind == "handed-over":
        return examples.handed_over_case()
    if kind == "measuring":
        return examples.case_with_clips()
    if kind == "abstained":
        return replace(examples.proposed_case(), proposal=abstention(), party_tracks=None)
    return examples.proposed_case()


@cache
def _example() -> Determination:
    return determination()


def _personal(case: Case, number: int, chance: random.Random) -> Case:
    code = "".join(chance.choices(ALPHABET, k=8))
    parties = tuple(_person(party, number, chance) for party in case.parties)
    return replace(case, id=CaseId(f"{number:08}"), tracking_code=code, parties=parties)


def _person(party: Party, number: int, chance: random.Random) -> Party:
    plate = f"{chance.choice('吉吉吉吉辽黑京')}C{''.join(chance.choices(ALPHABET[-8:], k=5))}"
    who = "0" if party.letter == "A" else "1"
    return replace(party, phone=f"13{who}{number:08}", vehicle=replace(party.vehicle, plate=plate))


def _placed(case: Case, site: SiteId, occurred_at: datetime, chance: random.Random) -> Case:
    first, second = chance.sample(ROADS, 2)
    words = f"{first}路与{second}街交叉口东{chance.randrange(20, 200)}米"
    report = replace(
        case.report,
        submission_key=f"submission-{case.id}",
        occurred_at=occurred_at,
        filed_at=occurred_at + timedelta(minutes=6),
        place=replace(case.report.place, words=words, site=site),
        reporter=case.parties[0],
    )
    statements = tuple(replace(one, given_at=report.filed_at) for one in case.statements)
    return replace(case, site=site, report=report, statements=statements)


def _write(connection: Connection, batch: list[Made], signed: BlobRef) -> None:
    timetable = _timetable()
    cases = [made.case for made in batch]
    rows = [{"id": case.id, **columns_of_case(connection, case)} for case in cases]
    connection.execute(insert(accident_case), rows)
    connection.execute(
        insert(case_party), [row for one in cases for row in party_rows_of(connection, one)]
    )
    summaries, terms, figures = [], [], []
    for made in batch:
        records = CaseRecords(
            case=made.case,
            proceedings=Proceedings(case=made.case.id),
            determination=made.issued,
        )
        summary = summary_of(records, timetable)
        found_by = kept_terms(connection, summary)
        summaries.append(columns_of(connection, summary, found_by))
        figures.append({"case_id": made.case.id, **counted(records, timetable)})
        terms += [{"term": term, "case_id": made.case.id} for term in sorted(found_by)]
    connection.execute(insert(case_summary), summaries)
    connection.execute(insert(case_figure), figures)
    terms.sort(key=lambda row: str(row["term"]))
    connection.execute(insert(case_term), terms)
    papers = SqlDeterminationStore(connection)
    for made in batch:
        if made.issued is not None:
            papers.add(made.issued, signed, signed)
    _note_uses(connection, batch)
    connection.execute(insert(audit_entry), list(_entries_of(cases)))


def _note_uses(connection: Connection, batch: list[Made]) -> None:
    """Note what each case needs, looked up for the first one of a kind."""
    needed: dict[str, list[int]] = {}
    rows = []
    for made in batch:
        if made.kind in needed:
            rows += [{"prefix": one, "case_id": made.case.id} for one in needed[made.kind]]
            continue
        note_uses(connection, made.case.id)
        query = select(blob_use.c.prefix).where(blob_use.c.case_id == made.case.id)
        needed[made.kind] = list(connection.execute(query).scalars())
    if rows:
        connection.execute(insert(blob_use), rows)
    written = case_summary.c.case_id.between(batch[0].case.id, batch[-1].case.id)
    connection.execute(
        update(case_summary).where(written).values(blobs_revision=case_summary.c.revision)
    )


@cache
def _timetable() -> Timetable:
    return built_in_timetable()


def _entries_of(cases: list[Case]) -> Iterator[dict[str, object]]:
    for case in cases:
        for step, verb in enumerate(("file-report", "join-case", "confirm"), start=1):
            yield {
                "sequence": 3 * int(case.id) + step,
                "at": case.report.filed_at + timedelta(minutes=10 * step),
                "actor": "driver:A",
                "verb": verb,
                "case_id": case.id,
                "detail": "[]",
                "previous_hash": "0" * 64,
                "entry_hash": f"{3 * int(case.id) + step:064x}",
            }

"""Which cases a list of the desk holds, in SQL that answers from an index.

Every condition here reads columns of the indexes `ix_case_summary_pile` and
`ix_case_summary_order` only, so that a list is found and put in order without opening the wide
rows; claims and search terms are asked by their own indexes.
"""

from collections.abc import Iterator

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from accident_service.adapters.database.desk_tables import (
    case_claim,
    case_first_signature,
    case_summary,
    case_term,
)
from accident_service.adapters.database.personal import fields_of
from accident_service.casefile.decision import Officer
from accident_service.casefile.search_terms import parts_asked
from accident_service.casefile.summary import DeskTab
from accident_service.casework.desk_ports import MOST_COUNTED, DeskQuery, Holder
from accident_service.quantities.identifiers import UnitId

ORDER = (
    case_summary.c.urgency,
    case_summary.c.due_on,
    case_summary.c.place_in_line_s,
    case_summary.c.case_id,
)
PLATE_PARTS = "case_term.plate"  # what fingerprints of parts of plates are bound to
AFTER_EVERY_TERM = "\U0010ffff"
# Up to so many cases found by a word are looked up one by one and put in order; of a word
# that more have, the list is walked until the page is full, which then comes soon. [design]
FEW = 2000


def page_of(connection: Connection, query: DeskQuery) -> Select[str]:
    """The ids of the cases asked for, in the order they should be worked on."""
    wanted = [*_claimed(query), *_plain(query)]
    if query.for_second:
        waits = select(case_first_signature.c.case_id).where(*_for_second(query.asker))
        wanted.append(case_summary.c.case_id.in_(waits))
    if query.term:
        wanted.append(_named(connection, query))
    return select(case_summary.c.case_id).where(*wanted).order_by(*ORDER)


def counted() -> Select[str, int]:
    """Every pile with its height; nothing is counted beyond `MOST_COUNTED`."""
    piles = [
        select(literal(tab.value).label("tab"), func.count().label("height")).select_from(
            select(case_summary.c.case_id)
            .where(case_summary.c.tab == tab)
            .limit(MOST_COUNTED)
            .subquery()
        )
        for tab in DeskTab
    ]
    every = union_all(*piles).subquery()
    return select(every.c.tab, every.c.height)


def counted_for_second(officer: Officer) -> Select[int]:
    """How many cases wait for a second signature that this officer may give."""
    of_them = select(func.count()).select_from(case_first_signature)
    return of_them.where(*_for_second(officer))


def signed_first_of(unit: UnitId) -> Select[str, int]:
    """Officers of the unit with the number of their decisions that wait for a second officer."""
    first = case_first_signature.c
    query = select(first.officer_id, func.count().label("waiting")).where(first.unit == unit)
    return query.group_by(first.officer_id)


def rule_codes() -> Select[str]:
    """Every rule code once; each step leaps to the next one by index."""
    lowest = select(func.min(case_summary.c.rule_code).label("code"))
    codes = lowest.cte("codes", recursive=True)
    following = (
        select(func.min(case_summary.c.rule_code))
        .where(case_summary.c.rule_code > codes.c.code)
        .scalar_subquery()
    )
    codes = codes.union_all(select(following).where(codes.c.code.is_not(None)))
    return select(codes.c.code).where(codes.c.code.is_not(None)).order_by(codes.c.code)


def _plain(query: DeskQuery) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (case_summary.c.tab, query.tab),
        (case_summary.c.site, query.site),
        (case_summary.c.rule_code, query.rule_code),
        (case_summary.c.strength, query.strength),
    ):
        if value is not None:
            yield column == value
    if query.due_by is not None:
        yield case_summary.c.due_on <= query.due_by
    if query.from_at is not None:
        yield case_summary.c.occurred_at >= query.from_at
    if query.to_at is not None:
        yield case_summary.c.occurred_at <= query.to_at


def _claimed(query: DeskQuery) -> Iterator[ColumnElement[bool]]:
    """Claims that hold are few, and are found by when they lapse."""
    holds = case_claim.c.until_at > query.now_at
    if query.holder is Holder.ME:
        mine = and_(holds, case_claim.c.officer_id == query.asker.id)
        yield case_summary.c.case_id.in_(select(case_claim.c.case_id).where(mine))
    elif query.holder is Holder.UNIT:
        ours = and_(holds, case_claim.c.unit == query.asker.unit)
        yield case_summary.c.case_id.in_(select(case_claim.c.case_id).where(ours))
    elif query.holder is Holder.NOBODY:
        of_it = case_claim.c.case_id == case_summary.c.case_id
        yield ~exists().where(of_it, holds)


def _for_second(officer: Officer) -> Iterator[ColumnElement[bool]]:
    """The same as `four_eyes.demand_second_officer` asks; recusals show when it is opened."""
    first = case_first_signature.c
    yield true() if officer.may_decide_simple_procedure else false()
    yield first.officer_id != officer.id
    yield or_(first.unit == officer.unit, first.higher_unit == officer.unit)


def _named(connection: Connection, query: DeskQuery) -> ColumnElement[bool]:
    term = case_term.c.term
    begins = and_(term >= query.term, term < query.term + AFTER_EVERY_TERM)
    parts = _parts_of_plate(connection, query.term)
    at_named = case_summary.c.site.in_(sorted(query.sites_named))
    found = [select(case_term.c.case_id).where(begins)]
    if parts:
        found.append(_with_every(parts))
    if query.sites_named:
        found.append(select(case_summary.c.case_id).where(at_named))
    # The limit, which nothing reaches, keeps a database from asking case by case after all.
    some = union_all(*found).limit(FEW + 1).subquery()
    count = connection.execute(select(func.count()).select_from(some)).scalar_one()
    if count <= FEW:
        return case_summary.c.case_id.in_(select(some.c.case_id))
    by_word: list[ColumnElement[bool]] = [
        exists().where(begins, case_term.c.case_id == case_summary.c.case_id)
    ]
    if parts:
        by_word.append(and_(*(_has(part, case_summary.c.case_id) for part in parts)))
    return or_(*by_word, at_named) if query.sites_named else or_(*by_word)


def _parts_of_plate(connection: Connection, term: str) -> list[tuple[str, ...]]:
    """Each part the plate must have, as the index may hold it; the last is the rarest."""
    fields = fields_of(connection)
    return [fields.word_spellings(part, PLATE_PARTS) for part in parts_asked(term)]


def _with_every(parts: list[tuple[str, ...]]) -> Select[str]:
    """Cases found by the last part, looked up one by one by the others."""
    *others, last = parts
    table = case_term.alias()
    further = (_has(part, table.c.case_id) for part in others)
    return select(table.c.case_id).where(table.c.term.in_(last), *further)


def _has(part: tuple[str, ...], case_id: ColumnElement[str]) -> ColumnElement[bool]:
    held = case_term.alias()
    return exists().where(held.c.term.in_(part), held.c.case_id == case_id)

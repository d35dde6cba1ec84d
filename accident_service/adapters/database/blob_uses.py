"""Which case needs which bytes, so that destroying one asks a table and not every other case.

Bytes are noted by the first 63 bits of their hash: two that begin alike are taken for the same,
and then kept a while too long instead of lost.
"""

import re
from collections.abc import Iterator

from sqlalchemy import Connection, and_, delete, insert, select, update

from accident_service.adapters.database.archive_tables import blob_use
from accident_service.adapters.database.case_tables import accident_case
from accident_service.adapters.database.desk_tables import UNNOTED, case_summary
from accident_service.adapters.database.evidence_tables import determination
from accident_service.adapters.database.personal import opened
from accident_service.adapters.database.proceedings_tables import paper
from accident_service.quantities.identifiers import CaseId

HASH = re.compile(r"[0-9a-f]{64}")
CASES_AT_ONCE = 200


def note_uses(connection: Connection, case_id: CaseId) -> None:
    """Note what the case needs now; its summary must have been written before."""
    needed = {_prefix(one) for text in _texts(connection, case_id) for one in HASH.findall(text)}
    query = select(blob_use.c.prefix).where(blob_use.c.case_id == case_id)
    known = set(connection.execute(query).scalars())
    if gone := known - needed:
        connection.execute(
            delete(blob_use).where(blob_use.c.case_id == case_id, blob_use.c.prefix.in_(gone))
        )
    rows = [{"prefix": one, "case_id": case_id} for one in sorted(needed - known)]
    if rows:
        connection.execute(insert(blob_use), rows)
    connection.execute(
        update(case_summary)
        .where(case_summary.c.case_id == case_id)
        .values(blobs_revision=case_summary.c.revision)
    )


def note_missing(connection: Connection) -> int:
    """Note what some cases need whose last change did not; how many there were."""
    query = select(case_summary.c.case_id).where(UNNOTED).limit(CASES_AT_ONCE)
    found = connection.execute(query).scalars().all()
    for case_id in found:
        note_uses(connection, CaseId(case_id))
    return len(found)


def used_elsewhere(
    connection: Connection, case_id: CaseId, hashes: frozenset[str]
) -> frozenset[str]:
    """Those of the hashes that another case needs."""
    while note_missing(connection):
        pass
    by_prefix = {_prefix(one): one for one in hashes}
    query = select(blob_use.c.prefix).where(
        and_(blob_use.c.prefix.in_(by_prefix), blob_use.c.case_id != case_id)
    )
    return frozenset(by_prefix[one] for one in connection.execute(query).scalars())


def _texts(connection: Connection, case_id: CaseId) -> Iterator[str]:
    document = accident_case.c.document
    kept = connection.execute(select(document).where(accident_case.c.id == case_id)).scalar_one()
    yield opened(connection, document, case_id, kept)
    for papers in (determination, paper):
        query = select(papers.c.pdf + papers.c.json).where(papers.c.case_id == case_id)
        yield from connection.execute(query).scalars()


def _prefix(sha256: str) -> int:
    return int(sha256[:16], 16) >> 1

"""The ledger's share of a bundle: what was done in the case, and the proof that it is all there.

`at` is written exactly as it was hashed, so that a reader in any language can hash it again.
"""

from collections.abc import Iterator
from datetime import UTC

from accident_service.adapters.document_numbers import Json
from accident_service.adapters.evidence_bundle.archive import JOSE, Part, json_part
from accident_service.casework.evidence_ports import BundleContents, ProvenEntry

EXTRACT = "audit/entries.json"
HEAD = "ledger/head.jws"
TIME_STAMP = "ledger/head.tsr"
TIME_STAMP_REPLY = "application/timestamp-reply"


def ledger_parts(contents: BundleContents) -> Iterator[Part]:
    """The extract, the signed head it leads to, and the authority's time stamp if there is one."""
    extract: Json = {
        "format": "accident-audit-extract/1",
        "case": contents.case.id,
        "tree_size": contents.head.head.sequence,
        "tree_root": contents.head.head.tree_root,
        "entries": [_entry(one) for one in contents.entries],
    }
    yield json_part(EXTRACT, "audit-extract", extract)
    yield Part(path=HEAD, kind="ledger-head", media_type=JOSE, content=contents.head.signature)
    if contents.head.time_stamp is not None:
        yield Part(
            path=TIME_STAMP,
            kind="time-stamp",
            media_type=TIME_STAMP_REPLY,
            content=contents.head.time_stamp,
        )


def _entry(proven: ProvenEntry) -> Json:
    entry = proven.entry
    place: Json = {
        "sequence": entry.sequence,
        "entry_hash": entry.entry_hash,
        "path": list(proven.path),
    }
    if not proven.shown:
        return place
    act = entry.act
    return {
        **place,
        "previous_hash": entry.previous_hash,
        "at": act.at.astimezone(UTC).isoformat(),
        "actor": act.actor,
        "verb": act.verb,
        "case": act.case,
        "detail": [list(pair) for pair in act.detail],
    }

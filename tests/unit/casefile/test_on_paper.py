"""What documents copy from the file, and what they say where the file is silent."""

from dataclasses import replace

from accident_service.casefile.on_paper import (
    NOT_KNOWN,
    contact_clocks,
    evidence_on_paper,
    graded,
    named_party,
    versions_on_paper,
)
from accident_service.liability.grade import Grade
from tests.fakes import examples

CASE = examples.decided_case()


def test_the_part_is_measured_or_stated_or_not_known() -> None:
    unmeasured = replace(CASE, party_tracks=None)
    silent = replace(unmeasured, statements=())
    parts = [
        named_party(case, examples.party_a()).contact_part_zh for case in (CASE, unmeasured, silent)
    ]
    assert parts[1] == f"{parts[0]}（据本人陈述）"
    assert parts[2] == NOT_KNOWN.zh
    assert contact_clocks(CASE) == (6, 12)
    assert contact_clocks(silent) == ()


def test_a_graded_party_is_the_same_party() -> None:
    named = named_party(CASE, examples.party_b())
    party = graded(named, Grade.FULL)
    assert party.grade is Grade.FULL
    assert (party.name, party.plate, party.contact_part_en) == (
        named.name,
        named.plate,
        named.contact_part_en,
    )


def test_evidence_is_named_by_its_hash_and_measurements_by_their_versions() -> None:
    assert examples.sealed_clip().sha256 in {item.sha256 for item in evidence_on_paper(CASE)}
    assert ("rulebook", examples.proposed_case().proposal.rulebook_version) in versions_on_paper(  # type: ignore[union-attr]  # the example has one
        CASE
    )
    assert versions_on_paper(examples.reported_case()) == ()

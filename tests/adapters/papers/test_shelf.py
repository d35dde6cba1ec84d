import hashlib
import json

import pytest

from accident_service.adapters.papers.paper import canonical
from accident_service.adapters.papers.shelf import PAPERS, masked_copy, paper_of
from accident_service.casefile.masking import IssuedDocument
from accident_service.reports.party import PartyLetter
from tests.fakes import papers
from tests.unit.casefile.drawn_up import drawn_up

EACH = papers.one_of_each()
ALL = pytest.mark.parametrize("document", EACH.values(), ids=EACH.keys())


def test_there_is_a_paper_for_every_kind() -> None:
    assert {type(document) for document in EACH.values()} == set(PAPERS)


@ALL
def test_one_content_has_one_spelling(document: IssuedDocument) -> None:
    content = paper_of(document).content
    backwards = dict(reversed(list(content.items())))

    assert canonical(content) == canonical(backwards)
    assert json.loads(canonical(content)) == content


@ALL
def test_the_content_travels_so_both_parties_are_masked(document: IssuedDocument) -> None:
    text = canonical(paper_of(document).content).decode()
    for party in document.parties:
        for personal in (party.name, party.identity_no, party.phone, party.plate, party.policy_no):
            assert personal not in text


@ALL
def test_the_envelope_names_the_pdf_beside_the_content(document: IssuedDocument) -> None:
    paper = paper_of(document)
    envelope = paper.envelope("ab" * 32)

    assert envelope["format"] == f"accident-{paper.kind}/1"
    assert envelope["document"]["sha256"] == "ab" * 32
    assert hashlib.sha256(canonical(envelope["content"])).hexdigest() == paper.content_sha256


@ALL
def test_a_masked_copy_says_the_same_and_shows_one_party_only(document: IssuedDocument) -> None:
    copy = masked_copy(document, frozenset({PartyLetter.A}))
    page = json.dumps(copy.page, ensure_ascii=False)
    own, other = document.parties

    assert copy.masked
    assert copy.content_sha256 == paper_of(document).content_sha256
    assert own.name in page
    for personal in (other.name, other.identity_no, other.phone, other.plate, other.policy_no):
        assert personal not in page


def test_any_change_of_the_content_changes_its_hash() -> None:
    hashes = {paper_of(document).content_sha256 for document in EACH.values()}
    assert len(hashes) == len(EACH)
    assert paper_of(drawn_up()).content_sha256 in hashes

from dataclasses import replace

import pytest

from accident_service.casefile.determination import DeterminationStatus
from accident_service.casework.verify_document import VerifiedDocument, VerifyDocument
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DeterminationNumber
from tests.fakes import examples, papers
from tests.fakes.analysis import FakePress
from tests.fakes.casework import FakeWorld
from tests.unit.casefile.drawn_up import drawn_up

ISSUED = drawn_up()
PDF = b"%PDF as issued"


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    pdf = world.blobs.put_bytes(PDF, "application/pdf")
    json = world.blobs.put_bytes(b"{}", "application/jose+json")
    with world.ledger.transaction() as work:
        work.cases.add(examples.decided_case())
        work.determinations.add(ISSUED, pdf=pdf, json=json)
        work.papers.add(papers.certificate(), pdf=pdf, json=json)
    return world


def verified(world: FakeWorld, number: str, code: str) -> VerifiedDocument:
    return VerifyDocument(world.ledger, FakePress(), world.clock)(number, code)


def test_number_and_code_lead_to_the_document_with_everybody_masked(world: FakeWorld) -> None:
    found = verified(world, ISSUED.number, ISSUED.verification_code)

    assert found.status is DeterminationStatus.ISSUED
    assert found.replaced_by is None
    for party in ISSUED.parties:
        for personal in (party.name, party.identity_no, party.phone, party.plate):
            assert personal not in repr(found.document)


def test_the_code_may_be_typed_in_small_letters_and_with_blanks_around(world: FakeWorld) -> None:
    typed = f" {ISSUED.verification_code.lower()} "
    assert verified(world, f" {ISSUED.number}", typed).number == str(ISSUED.number)


def test_other_documents_are_found_too(world: FakeWorld) -> None:
    certificate = papers.certificate()
    found = verified(world, certificate.number, certificate.verification_code)
    assert found.issued_at == certificate.issued_at


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (ISSUED.number, "00000000"),
        (ISSUED.number, ""),
        (ISSUED.number, "８Ｆ３Ａ１１Ｃ２"),
        ("2203020001-2026-999999", ISSUED.verification_code),
        ("", ""),
        (papers.certificate().number, ISSUED.verification_code),
    ],
)
def test_a_wrong_code_and_an_unknown_number_are_answered_alike(
    world: FakeWorld, number: str, code: str
) -> None:
    with pytest.raises(NotFound):
        verified(world, number, code)
    with world.ledger.reading() as work:
        assert not work.audit.of_case(ISSUED.case)


def test_every_look_is_logged(world: FakeWorld) -> None:
    verified(world, ISSUED.number, ISSUED.verification_code)
    with world.ledger.reading() as work:
        (entry,) = work.audit.of_case(ISSUED.case)
    assert (entry.act.actor, entry.act.verb) == ("public", "verify-document")


def test_a_replaced_one_names_the_one_in_force(world: FakeWorld) -> None:
    later = replace(ISSUED, number=DeterminationNumber("2203020001-2026-000009"), version=2)
    blob = world.blobs.put_bytes(b"later", "application/pdf")
    with world.ledger.transaction() as work:
        work.determinations.set_status(ISSUED.number, DeterminationStatus.REPLACED)
        work.determinations.add(replace(later, case=CaseId(ISSUED.case)), pdf=blob, json=blob)

    found = verified(world, ISSUED.number, ISSUED.verification_code)

    assert found.status is DeterminationStatus.REPLACED
    assert found.replaced_by == str(later.number)


def test_a_file_is_known_by_its_hash_and_a_page_by_the_contents(world: FakeWorld) -> None:
    found = verified(world, ISSUED.number, ISSUED.verification_code)

    assert found.is_its_hash(found.pdf.sha256.upper())
    assert found.is_its_hash(found.content_sha256)
    assert not found.is_its_hash("0" * 64)

"""A number that somebody's document bears is told, whatever else lies about unnamed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from accident_service.casework.lost_documents import FindLostDocuments, LostDocument
from accident_service.casework.reconcile_blobs import KeptBlob, UnnamedBlob
from accident_service.quantities.identifiers import DocumentNumber
from tests.fakes.clock import FakeClock
from tests.fakes.heads import SEAL
from tests.fakes.world import FakeBlobStore

SIGNED_AS = "document+jws"
LOST = DocumentNumber("2203020001-2026-000007")


@dataclass
class Numbers:
    """Counters that have come as far as number 6."""

    passed: list[DocumentNumber] = field(default_factory=list)

    def will_come(self, number: DocumentNumber) -> bool:
        return int(number[-6:]) > 6

    def pass_over(self, numbers: Sequence[DocumentNumber]) -> None:
        self.passed += numbers


@pytest.fixture
def blobs() -> FakeBlobStore:
    return FakeBlobStore()


def unnamed(blobs: FakeBlobStore, content: bytes, form: str = "JSON") -> UnnamedBlob:
    kept = blobs.put_bytes(content, "application/json")
    return UnnamedBlob(KeptBlob(kept.sha256, kept.size_bytes, FakeClock().now()), form)


def document(number: str, kind: str = SIGNED_AS) -> bytes:
    return SEAL.sealed(json.dumps({"content": {"number": number}}).encode(), kind)


def found(blobs: FakeBlobStore, *those: UnnamedBlob) -> tuple[LostDocument, ...]:
    return FindLostDocuments(Numbers(), blobs, SEAL, SIGNED_AS)(those)


def test_documents_whose_numbers_would_come_again_are_found_in_order(blobs: FakeBlobStore) -> None:
    eighth, seventh = (unnamed(blobs, document(LOST[:-1] + digit)) for digit in "87")

    assert found(blobs, eighth, seventh) == (
        LostDocument(LOST, seventh.blob.sha256),
        LostDocument(DocumentNumber(LOST[:-1] + "8"), eighth.blob.sha256),
    )


def test_a_number_that_was_given_out_since_is_no_danger(blobs: FakeBlobStore) -> None:
    assert found(blobs, unnamed(blobs, document("2203020001-2026-000006"))) == ()


@pytest.mark.parametrize(
    "content",
    [b"{", b'{"payload":"e30"}', document(LOST, "another+jws")],
    ids=["no JSON", "unsigned", "signed as another thing"],
)
def test_what_this_service_signed_as_no_document_is_passed_by(
    blobs: FakeBlobStore, content: bytes
) -> None:
    assert found(blobs, unnamed(blobs, content)) == ()


def test_neither_other_forms_nor_bytes_that_are_gone_stop_the_search(blobs: FakeBlobStore) -> None:
    gone = unnamed(blobs, document(LOST))
    blobs.remove(gone.blob.sha256)

    assert found(blobs, gone, unnamed(blobs, b"%PDF", form="PDF")) == ()

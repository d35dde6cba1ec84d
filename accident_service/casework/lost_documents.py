"""Documents that were signed and served, and that the ledger no longer knows.

A restored ledger is older than the bytes beside it. Who was served in the lost time holds a
document whose number the counters would give out again; its signed form for machines lies in the
store, and nobody names it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from accident_service.casefile.analysis import BlobRef
from accident_service.casework.head_ports import EvidenceSeal
from accident_service.casework.ports import BlobStore
from accident_service.casework.reconcile_blobs import UnnamedBlob
from accident_service.errors import BlobStoreUnavailable, CustodyBroken, NotFound
from accident_service.quantities.identifiers import DocumentNumber

JSON = "JSON"
MOST_BYTES = 2**20  # a signed document has some kilobytes; what is larger is an analysis


class IssuedNumbers(Protocol):
    """The numbers of every kind of document, and what counts them."""

    def will_come(self, number: DocumentNumber) -> bool:
        """Is this number still to be given out?"""
        ...

    def pass_over(self, numbers: Sequence[DocumentNumber]) -> None:
        """Never give out these numbers, nor smaller ones of the same kind and year."""
        ...


@dataclass(frozen=True, slots=True)
class LostDocument:
    """A signed document whose number is still to be given out, and its form for machines."""

    number: DocumentNumber
    sha256: str


@dataclass(frozen=True, slots=True)
class FindLostDocuments:
    """Look through bytes that nobody names for documents this service signed."""

    numbers: IssuedNumbers
    blobs: BlobStore
    seal: EvidenceSeal
    signed_as: str

    def __call__(self, unnamed: Iterable[UnnamedBlob]) -> tuple[LostDocument, ...]:
        """Those whose numbers would be given out a second time, in order of their numbers."""
        found = (
            LostDocument(number, one.blob.sha256)
            for one in unnamed
            if one.form == JSON and one.blob.size_bytes <= MOST_BYTES
            for number in self._number_in(one)
            if self.numbers.will_come(number)
        )
        return tuple(sorted(found, key=lambda one: one.number))

    def _number_in(self, one: UnnamedBlob) -> Iterator[DocumentNumber]:
        blob = BlobRef(
            sha256=one.blob.sha256, size_bytes=one.blob.size_bytes, media_type="application/json"
        )
        try:
            signed = self.seal.opened(self.blobs.open(blob), self.signed_as)
        except (CustodyBroken, NotFound, BlobStoreUnavailable):
            return  # no document of ours; bytes that cannot be read are told by the doctor
        yield DocumentNumber(json.loads(signed)["content"]["number"])

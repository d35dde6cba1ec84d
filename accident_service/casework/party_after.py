"""What a party may ask of the service once its case is decided, in one place."""

from dataclasses import dataclass
from typing import Self

from accident_service.casework.object_to import ObjectTo
from accident_service.casework.party_pictures import ViewPartyPicture
from accident_service.casework.ports import BlobStore, Clock, Ledger
from accident_service.casework.rate_service import FeedbackBook, RateService


@dataclass(frozen=True, slots=True)
class PartyAfter:
    """Look at the pictures made for it, object, start the claim, rate the service."""

    view_picture: ViewPartyPicture
    object_to: ObjectTo
    rate: RateService

    @classmethod
    def of(cls, ledger: Ledger, blobs: BlobStore, clock: Clock, book: FeedbackBook) -> Self:
        """All of it on these adapters."""
        return cls(
            ViewPartyPicture(ledger, blobs, clock),
            ObjectTo(ledger, clock),
            RateService(ledger, book, clock),
        )

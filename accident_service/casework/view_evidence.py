"""Looking at evidence leaves a trace, whoever looks."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.case import Case
from accident_service.casework.ports import BlobStore, Clock, Ledger
from accident_service.errors import NotFound


@dataclass(frozen=True, slots=True)
class ViewExhibit:
    """Hand out one exhibit of a case the caller has already been allowed to see."""

    ledger: Ledger
    blobs: BlobStore
    clock: Clock

    def __call__(self, case: Case, name: str, *, viewer: str) -> tuple[bytes, str]:
        """The exhibit's bytes and media type; the view is logged first.

        Raises:
            NotFound: The case's analysis made no such exhibit.
            CustodyBroken: The stored bytes have changed.
        """
        exhibits = [one for analysis in case.analyses for one in analysis.exhibits]
        found = next((exhibit for exhibit in exhibits if exhibit.name == name), None)
        if found is None:
            raise NotFound(f"case {case.tracking_code} has no exhibit {name!r}")
        with self.ledger.transaction() as work:
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=viewer,
                    verb="view-exhibit",
                    case=case.id,
                    detail=(("name", name), ("sha256", found.blob.sha256)),
                )
            )
        return self.blobs.open(found.blob), found.blob.media_type

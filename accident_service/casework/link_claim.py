"""An insurer leaves the number of its claim, so that officer and insurer mean the same accident."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casework.door_ports import InsurerClient
from accident_service.casework.insurer_ports import InsuranceClaim
from accident_service.casework.ports import Clock, Ledger
from accident_service.quantities.identifiers import DeterminationNumber


@dataclass(frozen=True, slots=True)
class LinkClaim:
    """Keep an insurer's claim with the accident, whichever version of the determination holds."""

    ledger: Ledger
    clock: Clock

    def __call__(
        self, client: InsurerClient, number: DeterminationNumber, reference: str
    ) -> InsuranceClaim:
        """The claim as kept; the same reference again changes nothing.

        Raises:
            NotFound: No such determination, or none of this insurer's; the two look alike.
        """
        with self.ledger.transaction() as work:
            case = work.insurers.find(client.insurer, number).determination.case
            kept = work.insurers.claim_of(client.insurer, case)
            if kept is not None and (kept.number, kept.reference) == (number, reference):
                return kept
            claim = InsuranceClaim(
                case=case,
                insurer=client.insurer,
                insurer_code=client.insurer_code,
                number=number,
                reference=reference,
                linked_at=self.clock.now(),
            )
            work.insurers.keep_claim(claim)
            work.audit.append(
                AuditAct(
                    at=claim.linked_at,
                    actor=f"insurer:{client.insurer}",
                    verb="link-insurance-claim",
                    case=case,
                    detail=(("number", number), ("client", client.client_id)),
                )
            )
        return claim

    def kept(self, client: InsurerClient, number: DeterminationNumber) -> InsuranceClaim | None:
        """The claim this insurer left with the accident.

        Raises:
            NotFound: No such determination, or none of this insurer's.
        """
        with self.ledger.reading() as work:
            case = work.insurers.find(client.insurer, number).determination.case
            return work.insurers.claim_of(client.insurer, case)

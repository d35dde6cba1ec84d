"""What an insurer may read: determinations in which it covers a party; every reading logged."""

from dataclasses import dataclass

from accident_service.casefile.audit import AuditAct
from accident_service.casework.insurer_ports import (
    InsuranceClaim,
    InsurersDetermination,
    InsurersQuery,
)
from accident_service.casework.ports import Clock, Ledger
from accident_service.quantities.identifiers import DeterminationNumber, InsurerId


@dataclass(frozen=True, slots=True)
class ReadAsInsurer:
    """A determination, the other versions of it this insurer may read, and its own claim."""

    found: InsurersDetermination
    versions: tuple[InsurersDetermination, ...]
    claim: InsuranceClaim | None


@dataclass(frozen=True, slots=True)
class ReadDetermination:
    """One determination for one insurer."""

    ledger: Ledger
    clock: Clock

    def __call__(
        self,
        insurer: InsurerId,
        number: DeterminationNumber,
        *,
        verb: str = "read-determination",
    ) -> ReadAsInsurer:
        """The determination; `verb` is how the reading is logged.

        Raises:
            NotFound: No such determination, or none of this insurer's; the two look alike.
        """
        with self.ledger.transaction() as work:
            found = work.insurers.find(insurer, number)
            case = found.determination.case
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=f"insurer:{insurer}",
                    verb=verb,
                    case=case,
                    detail=(("number", number),),
                )
            )
            return ReadAsInsurer(
                found,
                work.insurers.versions(insurer, case),
                work.insurers.claim_of(insurer, case),
            )

    def listed(
        self, insurer: InsurerId, query: InsurersQuery, *, limit: int
    ) -> tuple[InsurersDetermination, ...]:
        """A page of this insurer's determinations, last changed last; shows no personal data."""
        with self.ledger.reading() as work:
            return work.insurers.listed(insurer, query, limit=limit)

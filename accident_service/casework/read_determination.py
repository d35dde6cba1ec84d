"""What an insurer may read: determinations in which it covers a party; every reading logged."""

from dataclasses import dataclass

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.audit import AuditAct
from accident_service.casefile.determination import Determination
from accident_service.casework.ports import Clock, Ledger
from accident_service.quantities.identifiers import DeterminationNumber, InsurerId


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
    ) -> tuple[Determination, BlobRef, BlobRef]:
        """The determination with its PDF and signed JSON; `verb` is how the reading is logged.

        Raises:
            NotFound: No such determination, or none of this insurer's; the two look alike.
        """
        with self.ledger.transaction() as work:
            found = work.determinations.for_insurer(insurer, number)
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=f"insurer:{insurer}",
                    verb=verb,
                    case=found[0].case,
                    detail=(("number", number),),
                )
            )
        return found

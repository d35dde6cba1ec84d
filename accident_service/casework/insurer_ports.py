"""What the insurers' door asks of the ledger: an insurer's own determinations, and its claims.

An insurer is a reader of every determination that names it as the insurer of a party. What is
nobody's and what is somebody else's look alike here already.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.determination import Determination, DeterminationStatus
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, InsurerId


@dataclass(frozen=True, slots=True)
class ListPosition:
    """A place in an insurer's list.

    `change` counts every change of any determination, in the order of their commits: what is
    changed while somebody pages comes after the place they have reached, never before it. It
    tells how much there is of others', and so is never shown.
    """

    change: int
    number: DeterminationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class InsurersDetermination:
    """A determination an insurer may read, with its documents and when it last changed."""

    determination: Determination
    pdf: BlobRef
    json: BlobRef
    updated_at: datetime
    position: ListPosition


@dataclass(frozen=True, slots=True, kw_only=True)
class InsurersQuery:
    """Which of its determinations an insurer asks for; None asks for all.

    Plate and policy are looked for among the parties the insurer covers, never the others.
    """

    after: ListPosition | None = None
    updated_since: datetime | None = None
    status: DeterminationStatus | None = None
    plate: str | None = None
    policy_no: str | None = None
    occurred_from: datetime | None = None
    occurred_to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceClaim:
    """An insurer's own name for what it settles after this accident."""

    case: CaseId
    insurer: InsurerId
    insurer_code: str
    number: DeterminationNumber  # the determination it was left with
    reference: str
    linked_at: datetime


class InsurerShelf(Protocol):
    """Determinations as insurers see them, inside a unit of work."""

    def find(self, insurer: InsurerId, number: DeterminationNumber) -> InsurersDetermination:
        """One in which this insurer covers a party.

        Raises:
            NotFound: No such determination, or none of this insurer's.
        """
        ...

    def listed(
        self, insurer: InsurerId, query: InsurersQuery, *, limit: int
    ) -> tuple[InsurersDetermination, ...]:
        """Those that fit, last changed last."""
        ...

    def versions(self, insurer: InsurerId, case_id: CaseId) -> tuple[InsurersDetermination, ...]:
        """Every version there was in a case that this insurer may read, oldest first."""
        ...

    def keep_claim(self, claim: InsuranceClaim) -> None:
        """Keep an insurer's claim for a case, in place of an earlier one."""
        ...

    def claim_of(self, insurer: InsurerId, case_id: CaseId) -> InsuranceClaim | None:
        """This insurer's claim for a case."""
        ...

    def claims(self, case_id: CaseId) -> tuple[InsuranceClaim, ...]:
        """Every insurer's claim for a case, by insurer; for those who work on the case."""
        ...

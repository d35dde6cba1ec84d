"""Determinations as insurers find them, in memory; an insurer is known by the drivers' code."""

from collections.abc import Mapping

from accident_service.casework.insurer_ports import (
    InsuranceClaim,
    InsurersDetermination,
    InsurersQuery,
    ListPosition,
)
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, InsurerId
from tests.fakes.ledger_tables import Tables


class FakeInsurerShelf:
    """An `InsurerShelf` on the tables of one unit of work."""

    def __init__(self, tables: Tables, insurer_codes: Mapping[InsurerId, str]) -> None:
        self._tables = tables
        self._codes = insurer_codes

    def find(self, insurer: InsurerId, number: DeterminationNumber) -> InsurersDetermination:
        """One in which this insurer covers a party."""
        for one in self._theirs(insurer):
            if one.determination.number == number:
                return one
        raise NotFound(f"no determination {number}")

    def listed(
        self, insurer: InsurerId, query: InsurersQuery, *, limit: int
    ) -> tuple[InsurersDetermination, ...]:
        """Those that fit, last changed last."""
        fitting = (one for one in self._theirs(insurer) if self._fits(insurer, one, query))
        return tuple(sorted(fitting, key=lambda one: one.position.change))[:limit]

    def versions(self, insurer: InsurerId, case_id: CaseId) -> tuple[InsurersDetermination, ...]:
        """Every version there was in a case."""
        found = [one for one in self._theirs(insurer) if one.determination.case == case_id]
        return tuple(sorted(found, key=lambda one: one.determination.version))

    def keep_claim(self, claim: InsuranceClaim) -> None:
        """Keep an insurer's claim for a case."""
        self._tables.insurance_claims[(claim.case, claim.insurer)] = claim

    def claim_of(self, insurer: InsurerId, case_id: CaseId) -> InsuranceClaim | None:
        """This insurer's claim for a case."""
        return self._tables.insurance_claims.get((case_id, insurer))

    def claims(self, case_id: CaseId) -> tuple[InsuranceClaim, ...]:
        """Every insurer's claim for a case."""
        kept = self._tables.insurance_claims.values()
        theirs = (one for one in kept if one.case == case_id)
        return tuple(sorted(theirs, key=lambda one: one.insurer_code))

    def _theirs(self, insurer: InsurerId) -> list[InsurersDetermination]:
        found = []
        for number, (issued, pdf, json) in self._tables.issued.items():
            if any(party.insurer == self._codes.get(insurer) for party in issued.parties):
                change, at = self._tables.changes[number]
                position = ListPosition(change, number)
                found.append(
                    InsurersDetermination(
                        determination=issued, pdf=pdf, json=json, updated_at=at, position=position
                    )
                )
        return found

    def _fits(self, insurer: InsurerId, one: InsurersDetermination, query: InsurersQuery) -> bool:
        issued = one.determination
        own = [party for party in issued.parties if party.insurer == self._codes[insurer]]
        occurred_at = issued.occurred_at
        return all(
            (
                query.after is None or one.position.change > query.after.change,
                query.updated_since is None or one.updated_at >= query.updated_since,
                query.status is None or issued.status is query.status,
                any(
                    query.plate in (None, party.plate)
                    and query.policy_no in (None, party.policy_no)
                    for party in own
                ),
                query.occurred_from is None or occurred_at >= query.occurred_from,
                query.occurred_to is None or occurred_at < query.occurred_to,
            )
        )

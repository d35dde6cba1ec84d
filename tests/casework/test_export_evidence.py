"""A bundle is logged, proven and made of the case as it stands; refused when it is too early."""

from pathlib import Path

import pytest

from accident_service.casefile.entitlement import Entitlement, Recipient
from accident_service.casework.evidence_ports import Bound, BundleContents
from accident_service.casework.export_evidence import ExportEvidence
from accident_service.casework.sign_head import SignHead
from accident_service.errors import CustodyBroken, NotFound, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter
from tests.casework.after_decision import NUMBER, Desk
from tests.fakes import examples
from tests.fakes.heads import SEAL
from tests.fakes.world import FakeSiteRegister
from verifier.verify_bundle import root_by

COURT = Entitlement(recipient=Recipient.COURT)
PARTY_A = Entitlement(recipient=Recipient.PARTY, letter=PartyLetter.A)


class Binder:
    """Keeps what it is to bind."""

    def __init__(self) -> None:
        self.contents: list[BundleContents] = []

    def bind(self, contents: BundleContents, into: Path) -> Bound:
        """Write nothing."""
        self.contents.append(contents)
        return Bound(path=into, sha256="", part_count=0, withheld_count=0)


def exporting(
    desk: Desk, binder: Binder, *, sites: FakeSiteRegister | None = None
) -> ExportEvidence:
    world = desk.world
    sign = SignHead(world.heads, SEAL, world.clock)
    return ExportEvidence(
        world.ledger, sites or world.sites, world.clock, sign, binder, world.press
    )


def test_the_handing_out_is_in_the_ledger_before_the_bundle_and_proven_by_it() -> None:
    desk, binder = Desk().determined(), Binder()
    exporting(desk, binder)(desk.case_id, COURT, actor="officer:1", into=Path("b.zip"))
    (made,) = binder.contents
    last, head = made.entries[-1], made.head.head
    assert (last.entry.act.verb, last.entry.act.detail[0]) == ("export-evidence", ("for", "court"))
    for one in made.entries:
        index = one.entry.sequence - 1
        assert root_by(one.entry.entry_hash, index, head.sequence, one.path) == head.tree_root
    assert made.numbers == (NUMBER,)
    assert {part.path for part in made.parts} >= {
        f"documents/{NUMBER}.pdf",
        f"documents/{NUMBER}.jws",
    }
    assert made.site is not None


def test_a_party_is_refused_before_the_document_and_nothing_is_logged() -> None:
    desk, binder = Desk(), Binder()
    desk.put(examples.proposed_case())
    with pytest.raises(StepOutOfOrder):
        exporting(desk, binder)(desk.case_id, PARTY_A, actor="driver:A", into=Path("b.zip"))
    assert desk.verbs() == []
    exporting(desk, binder)(desk.case_id, COURT, actor="officer:1", into=Path("b.zip"))
    assert desk.verbs() == ["export-evidence"]


def test_a_certificate_is_a_document_too_and_a_site_may_be_gone() -> None:
    desk, binder = Desk().certified(), Binder()
    make = exporting(desk, binder, sites=FakeSiteRegister(()))
    make(desk.case_id, PARTY_A, actor="driver:A", into=Path("b.zip"))
    (made,) = binder.contents
    assert len(made.numbers) == 1
    assert made.site is None


def test_a_ledger_that_was_changed_hands_out_nothing() -> None:
    desk, binder = Desk().determined(), Binder()
    make = exporting(desk, binder)
    make(desk.case_id, COURT, actor="officer:1", into=Path("b.zip"))
    del desk.world.ledger.tables.audit[-1]
    desk.days_pass(1)
    with pytest.raises(CustodyBroken):
        make(desk.case_id, COURT, actor="officer:1", into=Path("b.zip"))
    assert len(binder.contents) == 1


def test_a_case_nobody_knows() -> None:
    with pytest.raises(NotFound):
        exporting(Desk(), Binder())(CaseId("x"), COURT, actor="officer:1", into=Path("b.zip"))

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.service import ServedKind
from accident_service.casefile.service_receipt import ServiceReceipt
from accident_service.casework.proceedings_papers import ProceedingsPapers
from accident_service.errors import NotFound
from tests.fakes import examples, papers
from tests.fakes.casework import FakeWorld
from tests.unit.casefile.drawn_up import drawn_up

AT = examples.NOON + timedelta(days=9)


def world_with(*, served: bool = True, certificate: bool = False) -> FakeWorld:
    world, case = FakeWorld(), examples.decided_case()
    blob = world.blobs.put_bytes(b"%PDF", "application/pdf")
    proceedings = Proceedings(case=case.id)
    if served:
        records = papers.service_receipt().records
        asked = papers.mediation().mediation
        proceedings = replace(proceedings, version=1, service=records, mediation=asked)
    with world.ledger.transaction() as work:
        work.cases.add(case)
        if certificate:
            work.papers.add(papers.certificate(), pdf=blob, json=blob)
        else:
            work.determinations.add(drawn_up(), pdf=blob, json=blob)
        work.proceedings.load(case.id)
        work.proceedings.save(proceedings)
    return world


def receipt(world: FakeWorld) -> ServiceReceipt:
    with world.ledger.reading() as work:
        return ProceedingsPapers(work, examples.decided_case(), AT).service_receipt()


def test_the_receipt_tells_how_each_party_got_the_document_in_force() -> None:
    drawn = receipt(world_with())

    assert drawn.kind is ServedKind.DETERMINATION
    assert drawn.document == str(drawn_up().number)
    assert drawn.records == papers.service_receipt().records
    assert drawn.drawn_up_at == AT


def test_what_nobody_got_has_no_receipt() -> None:
    with pytest.raises(NotFound, match="not been served"):
        receipt(world_with(served=False))
    with pytest.raises(NotFound, match="not been served"):
        receipt(world_with(certificate=True))  # the records are of the determination


def test_the_mediation_both_asked_for_is_printed_and_no_other() -> None:
    case = examples.decided_case()
    with world_with().ledger.reading() as work:
        assert ProceedingsPapers(work, case, AT).mediation().mediation.requested_at is not None
    with (
        world_with(served=False).ledger.reading() as work,
        pytest.raises(NotFound, match="no mediation"),
    ):
        ProceedingsPapers(work, case, AT).mediation()


def test_without_a_document_in_force_nothing_is_printed() -> None:
    with FakeWorld().ledger.reading() as work, pytest.raises(NotFound, match="no document"):
        ProceedingsPapers(work, examples.decided_case(), AT).service_receipt()

"""Determinations from before insurers could follow changes are found by them afterwards."""

import pytest

from accident_service.adapters.database.insurer_clients import SqlInsurerClients
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casework.insurer_ports import InsurersQuery
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.documents import NUMBER, determination
from tests.fakes.doors import insurer_client
from tests.keys import downgrade, open_engines, upgrade

BLOB = BlobRef(sha256="01" * 32, size_bytes=1, media_type="application/pdf")
PICC = insurer_client("PICC")


@pytest.mark.proves("R17")
def test_a_determination_keeps_its_place_and_parties(database_url: str) -> None:
    engines = open_engines(database_url)
    SqlInsurerClients(engines, FakeClock()).register(PICC)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    with ledger.transaction() as work:
        work.cases.add(examples.decided_case())
        work.determinations.add(determination(), BLOB, BLOB)
    downgrade(database_url, "0023")
    upgrade(database_url)

    plate = determination().parties[0].plate
    with ledger.reading() as work:
        (found,) = work.insurers.listed(PICC.insurer, InsurersQuery(plate=plate), limit=9)
    assert found.determination == determination()
    assert found.updated_at == determination().issued_at
    with ledger.transaction() as work:
        work.determinations.set_status(NUMBER, DeterminationStatus.SERVED)
    with ledger.reading() as work:
        after = InsurersQuery(after=found.position)
        (served,) = work.insurers.listed(PICC.insurer, after, limit=9)
    assert served.determination.status is DeterminationStatus.SERVED
    engines.close()

"""The cupboard that pages are measured with still fits the tables."""

from sqlalchemy import func, select

from accident_service.adapters.database.desk_tables import case_summary
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.insurer_tables import determination_party
from accident_service.casefile.analysis import BlobRef
from accident_service.quantities.identifiers import SiteId
from tests.benchmarks.many_cameras import seed_cameras
from tests.benchmarks.many_cases import City, seed
from tests.fakes.clock import HALF_PAST_NOON

CASES = 24
SIGNED = BlobRef(sha256="0" * 64, size_bytes=2, media_type="application/json")


def test_a_city_of_made_up_cases_can_be_written(engines: Engines) -> None:
    seed(engines, CASES, City(sites=(SiteId("site-00"),), now_at=HALF_PAST_NOON, signed=SIGNED))
    seed_cameras(engines)
    with engines.glance() as connection:
        cases = connection.execute(select(func.count()).select_from(case_summary)).scalar_one()
        parties = connection.execute(
            select(func.count()).select_from(determination_party)
        ).scalar_one()
    assert cases == CASES
    assert parties > CASES

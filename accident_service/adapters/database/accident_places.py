"""Where accidents were reported, one by one and added up by site, in SQL."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, Function, cast, func, select

from accident_service.adapters.database.camera_tables import accident_place
from accident_service.casework.camera_ports import AccidentPlace, PlaceOutcome, PlaceTally
from accident_service.quantities.identifiers import CaseId, SiteId

TABLE = accident_place.c


def listed(
    connection: Connection, since: datetime, site: SiteId | None
) -> tuple[AccidentPlace, ...]:
    """The places since then, at one site or everywhere, oldest first."""
    query = select(accident_place).where(TABLE.at >= since).order_by(TABLE.at, TABLE.case_id)
    if site is not None:
        query = query.where(TABLE.site == site)
    return tuple(
        AccidentPlace(
            case=CaseId(row.case_id),
            site=SiteId(row.site) if row.site else None,
            x_m=row.x_m,
            y_m=row.y_m,
            sigma_m=row.sigma_m,
            at=row.at,
            outcome=PlaceOutcome(row.outcome),
        )
        for row in connection.execute(query)
    )


def added_up(connection: Connection, since: datetime) -> Mapping[SiteId | None, PlaceTally]:
    """How many there were since then at each site, with sums that tell when any has changed."""
    query = (
        select(
            TABLE.site,
            func.count().label("places"),
            func.count().filter(TABLE.outcome == PlaceOutcome.UNSEEN.value).label("unseen"),
            func.max(TABLE.at).label("newest_at"),
            *(_whole_mm(one).label(one.name) for one in (TABLE.x_m, TABLE.y_m, TABLE.sigma_m)),
        )
        .where(TABLE.at >= since)
        .group_by(TABLE.site)
    )
    return {
        SiteId(row.site) if row.site else None: PlaceTally(
            count=row.places,
            unseen=row.unseen,
            newest_at=row.newest_at,
            sums_m=(int(row.x_m) / 1000, int(row.y_m) / 1000, int(row.sigma_m) / 1000),
        )
        for row in connection.execute(query)
    }


def _whole_mm(length_m: Column[float]) -> Function[int]:
    """A sum that is the same in whatever order it is added up, as sums of fractions are not."""
    return func.sum(cast(length_m * 1000, BigInteger))

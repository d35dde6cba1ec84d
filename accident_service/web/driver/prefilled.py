"""What a phone's earlier case lets us fill in: the vehicle and its insurer, to be checked.

Name and identity number are asked again each time: numbers change hands, and who drives may
change from one accident to the next.
"""

from accident_service.casework.ports import UnitOfWork
from accident_service.reports.plate import PROVINCES
from accident_service.web.service import casework

PREFILLED = "_prefilled"


def from_earlier(phone: str) -> dict[str, str]:
    """The fields the holder's newest case gives; empty where there is none."""
    with casework().ledger.reading() as work:
        return _fields(work, phone)


def _fields(work: UnitOfWork, phone: str) -> dict[str, str]:
    mine = max(work.cases.of_phone(phone), key=lambda case: case.report.filed_at, default=None)
    party = mine.party_with_phone(phone) if mine else None
    if party is None:
        return {}
    plate = party.vehicle.plate
    in_parts = plate[:1] in PROVINCES if plate else False
    return {
        PREFILLED: "yes",
        "plate": plate,
        "plate_province": plate[0] if in_parts else "",
        "plate_rest": plate[1:] if in_parts else plate,
        "vehicle_class": party.vehicle.vehicle_class,
        "colour": party.vehicle.colour,
        "insurer": party.insurance.insurer,
    }

"""Destruction on the adapters of these settings: for the command line and for the back room."""

from accident_service.adapters.database.officer_accounts import SqlOfficerAccounts
from accident_service.adapters.database.passwords import SlowHash
from accident_service.adapters.database.second_factors import SqlSecondFactors
from accident_service.adapters.law_files import retention_periods
from accident_service.casework.destroy_case import DestroyCase
from accident_service.casework.retention_runs import RetentionRuns
from accident_service.settings import Settings
from accident_service.wiring.back_room import open_ledger
from accident_service.wiring.blobs import open_blobs
from accident_service.wiring.doors import second_factor_seal
from accident_service.wiring.shelves import picture_shelf


def open_destruction(settings: Settings) -> DestroyCase:
    """What destroys one case, and the pictures cut of its clips with it."""
    ledger = open_ledger(settings)
    periods = retention_periods(settings.retention)
    blobs = open_blobs(settings)
    return DestroyCase(ledger, blobs, ledger.clock, periods, picture_shelf(settings))


def open_retention(settings: Settings) -> RetentionRuns:
    """What carries approved runs out; connections of its own, for a thread of its own."""
    ledger = open_ledger(settings)
    return RetentionRuns(
        open_destruction(settings),
        SqlOfficerAccounts(ledger.engines, SlowHash()),
        SqlSecondFactors(ledger.engines, ledger.clock, second_factor_seal(settings)),
    )

"""The city's figures on the adapters of these settings, for the back room."""

from accident_service.adapters.database.figure_blocks import PackFigures
from accident_service.settings import Settings
from accident_service.wiring.back_room import open_ledger


def open_packing(settings: Settings) -> PackFigures:
    """What packs the figures of days at rest; connections of its own, for a thread of its own."""
    ledger = open_ledger(settings)
    return PackFigures(ledger.engines, ledger.clock)

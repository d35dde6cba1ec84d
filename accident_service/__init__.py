"""Accident service: from a driver's report to a signed determination.

Read the chapters in import order: quantities, reports, footage, reconstruction,
liability, casefile, casework. Everything after that is a door or an adapter.
"""

__version__ = "0.1.0"

"""Read determinations of traffic accidents as an insurer."""

from accident_determinations.client import Client
from accident_determinations.errors import NotFound, Problem
from accident_determinations.models import (
    Claim,
    Determination,
    Entry,
    Party,
    Version,
)

__all__ = [
    "Claim",
    "Client",
    "Determination",
    "Entry",
    "NotFound",
    "Party",
    "Problem",
    "Version",
]

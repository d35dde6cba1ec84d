"""Copies of tables for one unit of work: all that can change is copied, the rest is shared."""

from copy import copy, deepcopy
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def copied(value: T) -> T:
    """Tables, rows and containers anew; frozen records are what they are.

    Copying whole cases with their measurements for every look at one of them took most of the
    time of the tests on fakes.
    """
    found: Any = value
    if isinstance(found, dict):
        found = {key: copied(one) for key, one in found.items()}
    elif isinstance(found, (list, set)):
        found = type(found)(copied(one) for one in found)
    elif isinstance(found, tuple):
        found = value if all(_is_frozen(one) for one in found) else deepcopy(value)
    elif is_dataclass(found) and not _is_frozen(found):
        found = copy(found)
        for one in fields(found):
            setattr(found, one.name, copied(getattr(value, one.name)))
    elif not _is_frozen(found):
        found = deepcopy(found)
    result: T = found
    return result


def _is_frozen(value: object) -> bool:
    """Can it not change? Plain values are told by the short list of what keys and rows hold."""
    if isinstance(value, (str, int, float, bool, bytes, type(None))):
        return True
    parameters = getattr(type(value), "__dataclass_params__", None)
    return bool(parameters and parameters.frozen)

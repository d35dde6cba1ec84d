"""The two accidents with markup, formulas and template words behind everything people typed."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from tests.attackers.two_accidents import two_accidents
from tests.fakes.casework import FakeWorld

MARK = "标"  # stands in everything typed
SCRIPT = "<script>alert(1)</script>"
DRESS = f"{MARK}\"'>{SCRIPT}<img src=x onerror=alert(1)><svg/onload=alert(1)>{{{{7*7}}}}"


def dressed(value: Any) -> Any:
    """The same value with every typed text in it dressed, however deep."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value.replace(MARK, DRESS) if MARK in value else value
    if isinstance(value, tuple):
        return tuple(dressed(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            one.name: new
            for one in fields(value)
            if one.init and (new := dressed(old := getattr(value, one.name))) is not old
        }
        return replace(value, **changed) if changed else value
    return value


def dressed_accidents() -> FakeWorld:
    """Cases, documents and names, all of them hostile."""
    world = two_accidents()
    tables = world.ledger.tables
    for case, kept in list(tables.cases.items()):
        tables.cases[case] = dressed(kept)
    for number, issued in list(tables.issued.items()):
        tables.issued[number] = dressed(issued)
    for user_name, (password, person) in list(world.officers.accounts.items()):
        hostile = replace(person, name=f"{person.name}{DRESS}")
        world.officers.accounts[user_name] = (password, hostile)
    for key, typed in world.drafts.kept.items():
        world.drafts.kept[key] = {name: dressed(text) for name, text in typed.items()}
    return world

"""What is typed into the search of a register, and how much of it goes on record."""

from collections.abc import Mapping

from flask import request

LONGEST = 80


def asked_for(fields: tuple[str, ...]) -> dict[str, str]:
    """What stands in the address for each field; empty where nothing does."""
    return {name: request.args.get(name, "").strip()[:LONGEST] for name in fields}


def fields_filled(asked: Mapping[str, str]) -> str:
    """Which fields were used, for the record: never what was typed into them."""
    return " ".join(name for name, typed in asked.items() if typed)


def page_end(typed: str) -> int | None:
    """The number of the entry before which the page begins; None for the newest."""
    return int(typed) if typed.isdecimal() else None

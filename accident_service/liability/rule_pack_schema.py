"""Read a rule pack from its TOML text, and say everything that is wrong with it.

Every complaint names the file, the field and what would be accepted.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from accident_service.errors import InvalidSettings
from accident_service.liability.law_modules import (
    all_contributory_faults,
    all_mixed_cases,
    all_rules,
)
from accident_service.liability.pack_fields import PackFields
from accident_service.liability.provision import articles_of, built_in_provisions
from accident_service.liability.rule_pack import NATIONAL, PackVersion, RulePack
from accident_service.liability.thresholds import built_in_thresholds

OF_PACK = ("id", "name_zh", "name_en", "source", "base", "version")
OF_VERSION = (
    "version", "valid_from", "valid_to", "on", "off", "grades",
    "mixed", "thresholds", "provisions", "cites",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PackCheck:
    """What a text holds: a pack, or everything that keeps it from being one."""

    pack: RulePack | None
    wrong: tuple[str, ...]


def read_pack(text: str, file: str) -> RulePack:
    """The pack in `text`.

    Args:
        file: The file's name, for complaints.

    Raises:
        InvalidSettings: It cannot be used; every complaint is listed.
    """
    checked = check_pack(text, file)
    if checked.pack is None:
        raise InvalidSettings("; ".join(checked.wrong))
    return checked.pack


def check_pack(text: str, file: str) -> PackCheck:
    """Read the pack, going on after each mistake."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        return PackCheck(None, (f"{file}: not TOML ({failure}); accepted: UTF-8 TOML",))
    fields = PackFields(file, "", table, [])
    fields.only(OF_PACK)
    pack = RulePack(
        id=fields.text("id"),
        name_zh=fields.text("name_zh"),
        name_en=fields.text("name_en"),
        source=fields.text("source"),
        versions=tuple(_version(one) for one in fields.tables("version")),
    )
    if pack.id != NATIONAL:
        fields.choice("base", (NATIONAL,))
    _refuse_overlaps(pack, fields)
    return PackCheck(None if fields.wrong else pack, tuple(fields.wrong))


def _version(fields: PackFields) -> PackVersion:
    fields.only(OF_VERSION)
    known = _known_codes()
    mixed = tuple(one.code for one in all_mixed_cases())
    valid_from = fields.day("valid_from")
    provisions = _provisions(fields)
    return PackVersion(
        version=fields.text("version"),
        valid_from=valid_from,
        valid_to=fields.last_day("valid_to", valid_from),
        on=fields.choices("on", known),
        off=fields.choices("off", known),
        grades=fields.grades("grades"),
        mixed=tuple(one.mixed_division(code) for code, one in fields.named("mixed", mixed)),
        thresholds=tuple(
            one.threshold(name)
            for name, one in fields.named(
                "thresholds", tuple(one.name for one in built_in_thresholds())
            )
        ),
        provisions=provisions,
        cites=_cites(fields, tuple(one.key for one in provisions)),
    )


def _known_codes() -> tuple[str, ...]:
    return tuple(
        one.code for all_of in (all_rules, all_mixed_cases, all_contributory_faults)
        for one in all_of()
    )  # fmt: skip


def _provisions(fields: PackFields) -> tuple[Any, ...]:
    national = {one.key for one in built_in_provisions()}
    entries: list[tuple[str, Mapping[str, Any]]] = []
    for key, one in fields.named("provisions", None):
        if key in national:
            one.complain("", f"is {key!r}", "a key of no national article")
        entries.append((one.place, {**one.table, "key": key}))
    try:
        return articles_of(entries)
    except InvalidSettings as complaint:
        fields.wrong.append(str(complaint))
        return ()


def _cites(fields: PackFields, local: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which rule cites which local articles of this version, or national ones besides its own."""
    citable = (*local, *(one.key for one in built_in_provisions() if one.on_conduct))
    cites = fields.table_at("cites")
    rules = tuple(one.code for one in all_rules())
    cites.only(rules)
    return tuple((rule, cites.choices(rule, citable)) for rule in rules if rule in cites.table)


def _refuse_overlaps(pack: RulePack, fields: PackFields) -> None:
    for one, other in combinations(pack.versions, 2):
        if one.in_force(other.valid_from) or other.in_force(one.valid_from):
            fields.complain(
                "version",
                f"{one.version!r} and {other.version!r} both hold on"
                f" {max(one.valid_from, other.valid_from)}",
                "versions whose days do not overlap",
            )

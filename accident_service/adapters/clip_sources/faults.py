"""Every fault of one table of sources, where reading it would stop at the first.

Each field is looked at by itself. Then the table is read with something sensible in place of
what was wrong, so that what is wrong between fields comes out too.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC

from accident_service.adapters.clip_sources.kinds import KINDS, recorder_of
from accident_service.adapters.clip_sources.name_pattern import NamePattern
from accident_service.adapters.clip_sources.table import SourceKind, SourceTable
from accident_service.adapters.clip_sources.web import believing
from accident_service.errors import AddressRefused, InvalidSettings, InvalidSite

Look = Callable[[SourceTable, str], object]


def _text(table: SourceTable, name: str) -> object:
    return table.text(name)


def _seconds(table: SourceTable, name: str) -> object:
    return table.seconds_if_any(name)


def _address(table: SourceTable, name: str) -> object:
    scheme, _, rest = table.text(name).partition("://")
    host = rest.partition("/")[0]
    return None if "{" in host else table.around.allowed.target(f"{scheme}://{host}/")


def _pattern(table: SourceTable, name: str) -> object:
    lasting_s = 1.0 if table.fields.has("length_s") else None
    return NamePattern(table.text(name), UTC, lasting_s)


LOOKS: Mapping[str, Look] = {
    "url": _address,
    "media": _address,
    "pattern": _pattern,
    "zone": lambda table, _name: table.zone(),
    "ca": lambda table, _name: believing(table),
    "secret": lambda table, name: table.secret_if_any(name),
    "path_style": lambda table, name: table.fields.truth(name),
    "length_s": _seconds,
    "segment_s": _seconds,
    "precision_s": _seconds,
}
# What is read in place of a field that is wrong; other fields do without.
STAND_INS: Mapping[str, object] = {
    "url": "https://stand-in.example",
    "media": "https://stand-in.example",
    "replay": "rtsp://stand-in.example",
    "root": "/stand-in",
    "bucket": "stand-in",
    "key": "stand-in",
    "pattern": "{camera}/{start:%Y%m%d%H%M}_{length_s}",
    "secret": "env:STAND_IN",
    "length_s": 1.0,
}
PATTERN_URL = "https://stand-in.example/{camera}/{from:%s}/{to:%s}/{start:%s}"


def faults_in(table: SourceTable) -> tuple[str, ...]:
    """All that keeps the table from being read, each once; nothing where it can be read."""
    kind = KINDS.get(str(table.fields.table.get("kind")))
    if kind is None:
        return _fault(lambda: recorder_of(table))
    unknown = sorted(set(table.fields.table) - kind.fields - {"kind"})
    known = {name: one for name, one in table.fields.table.items() if name not in unknown}
    bare = replace(table, fields=replace(table.fields, table=known))
    by_field = {
        name: _fault(lambda name=name: LOOKS.get(name, _text)(bare, name))  # type: ignore[misc]
        for name in sorted(kind.fields)
        if name in known or name in kind.needed
    }
    wrong = [name for name, faults in by_field.items() if faults]
    whole = _fault(lambda: recorder_of(_mended(bare, kind, wrong)))
    fields = ", ".join(sorted(kind.fields))
    told = [f"{name} is no field here; there are {fields}" for name in unknown]
    found = [fault for faults in by_field.values() for fault in faults]
    place = f"{table.fields.file}: {table.fields.where}"
    return tuple(dict.fromkeys(one.removeprefix(place) for one in (*found, *whole, *told)))


def _mended(table: SourceTable, kind: SourceKind, wrong: list[str]) -> SourceTable:
    """The table with stand-ins for fields that are wrong."""
    stand_ins = {**STAND_INS, "url": PATTERN_URL} if kind.name == "https" else STAND_INS
    fields = {name: one for name, one in table.fields.table.items() if name not in wrong}
    fields |= {name: stand_ins[name] for name in wrong if name in stand_ins}
    return replace(table, fields=replace(table.fields, table=fields))


def _fault(look: Callable[[], object]) -> tuple[str, ...]:
    try:
        look()
    except (InvalidSite, AddressRefused, InvalidSettings) as fault:
        return (str(fault),)
    return ()

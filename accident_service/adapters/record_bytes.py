"""Records of ours as bytes and back: frozen dataclasses of arrays and plain values, nothing else.

For a process that hands its results to another. Unlike a pickle the bytes can call for nothing
but one of our own dataclasses, made of what they hold.
"""

import json
import sys
from dataclasses import fields, is_dataclass
from enum import Enum
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

_OURS = "accident_service."
_PLAIN = (type(None), bool, int, float, str)
# What each list of the description stands for, by its first item.
_ARRAY, _NUMBER, _LIST, _TUPLE, _ENUM, _RECORD = (
    "array",
    "number",
    "list",
    "tuple",
    "enum",
    "record",
)


def to_bytes(value: object) -> bytes:
    """The value as bytes.

    Raises:
        TypeError: It holds something else than records of ours, arrays and plain values.
    """
    arrays: list[NDArray[Any]] = []
    description = json.dumps(_described(value, arrays)).encode()
    file = BytesIO()
    np.save(file, np.frombuffer(description, dtype=np.uint8), allow_pickle=False)
    for array in arrays:
        np.save(file, array, allow_pickle=False)
    return file.getvalue()


def from_bytes(content: bytes) -> Any:  # noqa: ANN401 - whatever was given to `to_bytes`
    """The value that was made into these bytes; its arrays and records are new ones."""
    file = BytesIO(content)
    description = json.loads(np.load(file, allow_pickle=False).tobytes())
    arrays: list[NDArray[Any]] = []
    while file.tell() < len(content):
        arrays.append(np.load(file, allow_pickle=False))
    return _made(description, arrays)


def _described(value: object, arrays: list[NDArray[Any]]) -> object:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, np.ndarray | np.generic):
        if value.dtype == object:
            raise TypeError("an array of objects cannot be made into bytes")
        arrays.append(np.asarray(value))
        return [_ARRAY if isinstance(value, np.ndarray) else _NUMBER, len(arrays) - 1]
    if type(value) in (list, tuple):
        kind = _LIST if isinstance(value, list) else _TUPLE
        return [kind, *(_described(one, arrays) for one in value)]  # type: ignore[attr-defined]
    if isinstance(value, Enum):
        return [_ENUM, _name_of(type(value)), value.name]
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: _described(getattr(value, one.name), arrays) for one in fields(value)}
        return [_RECORD, _name_of(type(value)), held]
    raise TypeError(f"a {type(value).__name__} cannot be made into bytes")


def _made(description: Any, arrays: list[NDArray[Any]]) -> Any:  # noqa: ANN401 - see above
    if not isinstance(description, list):
        return description
    kind, *rest = description
    if kind in (_ARRAY, _NUMBER):
        return arrays[rest[0]] if kind == _ARRAY else arrays[rest[0]][()]
    if kind in (_LIST, _TUPLE):
        made = [_made(one, arrays) for one in rest]
        return made if kind == _LIST else tuple(made)
    of = _named(rest[0])
    if kind == _ENUM:
        return of[rest[1]]
    return of(**{name: _made(one, arrays) for name, one in rest[1].items()})


def _name_of(of: type) -> str:
    if not of.__module__.startswith(_OURS) or "." in of.__qualname__:
        raise TypeError(f"{of.__module__}.{of.__qualname__} is no record of ours")
    return f"{of.__module__}:{of.__qualname__}"


def _named(name: str) -> Any:  # noqa: ANN401 - a dataclass or an enumeration of ours
    module, _, found = name.partition(":")
    of = getattr(sys.modules.get(module), found, None) if module.startswith(_OURS) else None
    if not isinstance(of, type) or not (is_dataclass(of) or issubclass(of, Enum)):
        raise TypeError(f"{name} is no record of ours")
    return of

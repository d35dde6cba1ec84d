"""The promises, as promises.toml lists them, and which tests say that they prove them."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
LIST = Path(__file__).with_name("promises.toml")


@dataclass(frozen=True, slots=True)
class Promise:
    """What must stand; `here` says what one machine cannot show, `open` that nothing shows it."""

    must: str
    here: str = ""
    open: bool = False


@cache
def promises() -> dict[str, Promise]:
    """By id, in the list's order."""
    return {name: Promise(**fields) for name, fields in tomllib.loads(LIST.read_text()).items()}


def named_in(path: Path) -> Iterator[str]:
    """The ids that marks in a file of tests name."""
    text = path.read_text()
    if "mark.proves(" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "proves"
        ):
            yield from (str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))


@cache
def files_naming() -> dict[str, tuple[str, ...]]:
    """By id, the files with tests that prove it."""
    found: dict[str, set[str]] = {}
    for path in TESTS.rglob("test_*.py"):
        for name in named_in(path):
            found.setdefault(name, set()).add(str(path.relative_to(TESTS.parent)))
    return {name: tuple(sorted(files)) for name, files in found.items()}

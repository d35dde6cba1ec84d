"""The shape of the code is tested, not advised: sizes, mirrors, and no pickle."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 250
LONGEST_FUNCTION = 45
# What the law says is tried by tables an officer can read, not by mirror files.
LAW_FOLDERS = ("rules", "mixed_cases", "contributory")
PURE_CHAPTERS = ("quantities", "reports", "footage", "reconstruction", "liability", "casefile")


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def decides_something(path: Path) -> bool:
    """A module with at least one function that does more than refuse nonsense."""
    return any(node.name != "__post_init__" for node in functions(ast.parse(path.read_text())))


@pytest.mark.parametrize("folder", ["accident_service", "workers", "fixtures", "tests"])
def test_files_and_functions_stay_small_enough_to_read(folder: str) -> None:
    too_long = {}
    for path in sources(folder):
        text = path.read_text()
        name = str(path.relative_to(ROOT))
        if text.count("\n") > LONGEST_FILE:
            too_long[name] = text.count("\n")
        for node in functions(ast.parse(text)):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                too_long[f"{name}: {node.name}"] = lines
    assert not too_long


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sources(*(f"accident_service/{chapter}" for chapter in PURE_CHAPTERS))
        if path.name != "__init__.py"
        and path.parent.name not in LAW_FOLDERS
        and decides_something(path)
    ],
    ids=lambda path: str(path.relative_to(ROOT / "accident_service")),
)
def test_every_pure_module_has_its_mirror(path: Path) -> None:
    relative = path.relative_to(ROOT / "accident_service")
    mirror = ROOT / "tests" / "unit" / relative.parent / f"test_{relative.name}"
    assert mirror.exists(), f"expected {mirror.relative_to(ROOT)}"


@pytest.mark.parametrize(
    "path",
    [
        path
        for folder in LAW_FOLDERS
        for path in sources(f"accident_service/liability/{folder}")
        if path.name != "__init__.py"
    ],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_every_rule_has_its_case_table(path: Path) -> None:
    table = ROOT / "tests" / "case_tables" / f"{path.stem}.toml"
    assert table.exists(), f"expected {table.relative_to(ROOT)}"


@pytest.mark.proves("S19")
def test_nothing_is_pickled() -> None:
    guilty = [
        path
        for path in sources("accident_service", "workers")
        if "pickle" in path.read_text()
        and any(
            isinstance(node, ast.Import | ast.ImportFrom)
            and any("pickle" in alias.name for alias in node.names)
            for node in ast.walk(ast.parse(path.read_text()))
        )
    ]
    assert not guilty


def test_the_constraints_name_no_host() -> None:
    assert "://" not in (ROOT / "constraints.txt").read_text()

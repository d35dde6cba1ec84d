"""The self-check names files that exist, knows four answers, and counts what it says."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| ([\d.]+(?:-[\d.]+)?) \| (\d) \| (.+?) \| (.+?) \| (.+) \|$", TEXT, re.MULTILINE
)
FILE = re.compile(r"`([\w./-]+\.\w+|Dockerfile|\.dockerignore)`")


def test_every_line_is_a_requirement_with_an_answer() -> None:
    lines = [line for line in TEXT.splitlines() if re.match(r"\| \d", line)]
    assert len(ROWS) == len(lines) > 150
    assert {state for _, _, _, state, _ in ROWS} == {"met", "partly", "not", "operator"}
    numbers = [number for number, *_ in ROWS]
    assert len(numbers) == len(set(numbers))
    places = [tuple(int(part) for part in one.split("-")[0].split(".")) for one in numbers]
    assert places == sorted(places)


@pytest.mark.parametrize("named", sorted(set(FILE.findall(TEXT))))
def test_every_file_that_proves_something_is_there(named: str) -> None:
    assert (ROOT / named).exists()


def test_what_is_met_names_where() -> None:
    assert not [number for number, _, _, state, why in ROWS if state == "met" and "`" not in why]

"""V1: every file of the corpus gets its declared verdict, and the parent lives."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.corpus import CORPUS, HostileClip
from tests.hostile.reading import ReadingChild

pytestmark = pytest.mark.proves("V1")


@pytest.fixture(scope="module")
def child() -> Iterator[ReadingChild]:
    with ReadingChild() as reading:
        yield reading


@pytest.mark.parametrize("clip", CORPUS, ids=lambda clip: clip.name)
def test_v1_each_file_gets_its_declared_verdict(
    clip: HostileClip, child: ReadingChild, tmp_path: Path
) -> None:
    said = child.made_of(clip.make(tmp_path / clip.name))

    assert said["verdict"] == clip.expected, said
    assert clip.says(said), said


def test_v1_no_file_killed_its_reader(child: ReadingChild, tmp_path: Path) -> None:
    for clip in CORPUS[:4]:
        child.made_of(clip.make(tmp_path / clip.name))

    assert child.deaths == 0

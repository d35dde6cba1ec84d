"""V4: a thousand spoilt clips, a thousand answers, and the parent is still here."""

import resource
from pathlib import Path

import pytest

from tests.hostile.fuzz import ANSWERS, fuzzed, long_run, sound_clips, spoilt
from tests.hostile.reading import ReadingChild

pytestmark = pytest.mark.proves("V4")

FILES = 1000
LONGEST_CPU_S = 60.0


@pytest.mark.proves("V4")
def test_v4_a_thousand_spoilt_clips_are_all_answered_within_a_minute(tmp_path: Path) -> None:
    before_s = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime

    answers = fuzzed(tmp_path, range(FILES)).answers

    spent_s = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before_s
    assert sum(answers.values()) == FILES
    assert set(answers) <= ANSWERS
    assert answers["read"] > FILES / 10
    assert spent_s < LONGEST_CPU_S


def test_v4_streams_announced_on_the_way_do_not_end_the_reader(tmp_path: Path) -> None:
    """Found by the long run: the library looked for a stream it had not met."""
    sound = sound_clips(tmp_path / "sound")[1]
    path = tmp_path / "spoilt.ts"
    path.write_bytes(spoilt(sound.read_bytes(), 3547))

    with ReadingChild() as child:
        said = child.made_of(path)

        assert said["verdict"] in ANSWERS
        assert child.deaths == 0


@pytest.mark.proves("V4")
def test_v4_a_long_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first = long_run(250, 1, tmp_path)
    both = long_run(300, 1, tmp_path)
    (tmp_path / "tally.json").unlink()
    whole = long_run(300, 2, tmp_path)

    assert first.answers.total() == 250
    assert both.answers == whole.answers
    assert both.blocks == whole.blocks == {0, 1}
    assert both.child_peak_bytes < 300 * 2**20

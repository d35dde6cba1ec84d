"""What the officer reads of where a recording came from, and what it was made of."""

from dataclasses import replace

from accident_service.footage.clip import SealedClip
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.sealing import joined_clip
from tests.web.test_review_data import CASE, desk


def page(*, joined: bool) -> str:
    return page_of(joined_clip() if joined else examples.sealed_clip())


def page_of(clip: SealedClip) -> str:
    case = replace(examples.proposed_case("3"), clips=(clip,))
    return desk(FakeWorld(), case).read(f"/officer/case/{CASE}")


def test_a_joined_recording_names_its_source_its_originals_and_its_gaps() -> None:
    told = page(joined=True)
    for words in ("Frigate", "https://frigate.lan:8971", "SM3", joined_clip().made_by):
        assert words in told
    for original in joined_clip().originals:
        assert original.sha256 in told
        assert original.name in told


def test_a_recording_sealed_by_an_early_version_is_shown_as_before() -> None:
    told = page(joined=False)
    assert examples.sealed_clip().sha256 in told
    assert "SM3" not in told


def test_a_recording_whose_start_nobody_knows_says_how_far_off_it_may_be() -> None:
    words = "s earlier or later than stated"
    assert words not in page(joined=True)
    assert f"up to 2.0 {words}" in page_of(replace(joined_clip(), start_doubt_s=2.0))

"""V7: no file of the corpus does more to the joining of recordings than be refused."""

from pathlib import Path

import pytest

from accident_service.adapters.joining.join import join
from accident_service.adapters.joining.request import JoinRequest, PartToJoin
from accident_service.errors import ClipUnreadable
from tests.hostile.corpus import CORPUS, HostileClip

pytestmark = [pytest.mark.video, pytest.mark.proves("V1")]

TOO_LONG_FOR_A_TEST = {"100k-frames.mp4"}


@pytest.mark.parametrize(
    "clip",
    [clip for clip in CORPUS if clip.name not in TOO_LONG_FOR_A_TEST],
    ids=lambda clip: clip.name,
)
def test_v7_each_file_is_joined_to_itself_or_refused(clip: HostileClip, tmp_path: Path) -> None:
    made = clip.make(tmp_path / clip.name)
    request = JoinRequest(
        parts=tuple(
            PartToJoin(path=made, from_s=from_s, precision_s=1.0) for from_s in (0.0, 30.0)
        ),
        keep_from_s=-1.0,
        keep_to_s=60.0,
        comment="of these",
        out=tmp_path / "joined.mp4",
        told=tmp_path / "told.json",
        parent_pid=0,
    )
    try:
        from_s, to_s = join(request, lambda _share: None)
    except ClipUnreadable:
        return
    assert from_s < to_s
    assert request.out.stat().st_size > 0

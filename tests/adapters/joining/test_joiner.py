"""The joining child from its parent's side: what is no recording is a verdict, not a crash."""

from datetime import timedelta
from pathlib import Path

import pytest

from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.adapters.joining.joiner import ChildJoiner
from accident_service.adapters.sealer import BlobSealer
from accident_service.casework.source_ports import SealedPart
from accident_service.errors import ClipUnreadable
from accident_service.quantities.clocks import TimeWindow
from tests.fakes.examples import NOON


def test_what_is_no_recording_is_told_and_nothing_is_kept_of_it(tmp_path: Path) -> None:
    blobs = LocalBlobStore(tmp_path / "blobs")
    parts = [
        SealedPart(
            original=blobs.put_bytes(name, "video/mp4"),
            span=TimeWindow(NOON + timedelta(minutes=at), NOON + timedelta(minutes=at + 1)),
            precision_s=1.0,
        )
        for at, name in enumerate((b"not", b"video"))
    ]
    joiner = ChildJoiner(blobs=blobs, sealer=BlobSealer(blobs), keep_alive_every_s=60.0)
    with pytest.raises(ClipUnreadable):
        joiner.join(parts, TimeWindow(NOON, NOON + timedelta(minutes=2)), lambda _share: None)
    kept = [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]
    assert len(kept) == 2

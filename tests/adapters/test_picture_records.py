"""Which pictures were analysed survives being kept, and nothing else is taken for it."""

import json
from dataclasses import replace

import pytest

from accident_service.adapters.analysis_files import canonical_bytes
from accident_service.adapters.picture_records import KeptPictures, pictures_document
from accident_service.casework.analysis_readers import PictureReader
from accident_service.errors import CustodyBroken
from accident_service.quantities.identifiers import ClipId
from tests.fakes.measured import analysis_record
from tests.fakes.pictures import clip_pictures
from tests.fakes.world import FakeBlobStore

RECORD = analysis_record(ClipId("clip-1"))


def test_what_was_noted_is_read_back() -> None:
    blobs = FakeBlobStore()
    kept = blobs.put_bytes(canonical_bytes(pictures_document(clip_pictures())), "application/json")
    reader: PictureReader = KeptPictures(blobs)
    read = reader.pictures(replace(RECORD, picture_log=kept))
    assert read is not None
    assert read.pts_s == pytest.approx(clip_pictures().pts_s, abs=1e-6)
    assert replace(read, pts_s=clip_pictures().pts_s) == clip_pictures()


def test_a_record_from_before_has_none() -> None:
    assert KeptPictures(FakeBlobStore()).pictures(RECORD) is None


@pytest.mark.parametrize("content", [b"{}", b"[]", json.dumps({"format": "other/1"}).encode()])
def test_other_documents_are_refused(content: bytes) -> None:
    blobs = FakeBlobStore()
    kept = blobs.put_bytes(content, "application/json")
    with pytest.raises(CustodyBroken, match="accident-pictures/1"):
        KeptPictures(blobs).pictures(replace(RECORD, picture_log=kept))

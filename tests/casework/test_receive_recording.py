"""A recording comes in pieces, is sealed before it is opened, and enters its case once."""

from dataclasses import replace

import pytest

from accident_service.adapters.sealer import digests_of
from accident_service.casefile.own_recording import MOST_RECORDINGS
from accident_service.casework.photo_ports import Upload
from accident_service.casework.receive_recording import (
    LARGEST_RECORDING_BYTES,
    NewRecording,
    ReceiveRecording,
)
from accident_service.casework.recording_ports import RecordingVerdict
from accident_service.errors import (
    BlobStoreUnavailable,
    Conflict,
    NotFound,
    RecordingRefused,
    StepOutOfOrder,
)
from tests.casework.after_decision import A, Desk
from tests.fakes import examples
from tests.fakes.recordings import VIDEO

WHOLE = VIDEO + b", ten seconds of it"


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.put(examples.proposed_case())
    return desk


@pytest.fixture
def receive(desk: Desk) -> ReceiveRecording:
    return desk.casework.receive_recording


def new(desk: Desk, key: str = "a-key-of-the-phone") -> NewRecording:
    return NewRecording(
        case=desk.case,
        letter=A,
        phone=examples.PHONE_A,
        key=key,
        length_bytes=len(WHOLE),
        consented=True,
    )


def sent(receive: ReceiveRecording, upload: Upload, content: bytes = WHOLE) -> Upload:
    return receive.receive(upload, upload.offset_bytes, [content[upload.offset_bytes :]])


def verdict_of(refused: pytest.ExceptionInfo[RecordingRefused]) -> str:
    return refused.value.verdict


def test_whole_it_is_sealed_and_in_the_case(desk: Desk, receive: ReceiveRecording) -> None:
    upload = receive.begin(new(desk))
    half = receive.receive(upload, 0, [WHOLE[:10]])
    assert not desk.case.own_recordings
    sent(receive, half)
    (recording,) = desk.case.own_recordings
    assert desk.world.blobs.open(recording.original) == WHOLE
    assert (recording.letter, recording.width_px, recording.duration_s) == (A, 1920, 61.5)
    assert recording.consented_at == upload.begun_at
    assert desk.verbs()[-1] == "receive-recording"


def test_both_hashes_are_of_the_bytes_as_they_came(
    desk: Desk, receive: ReceiveRecording, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("sent") / "sent.mp4"
    path.write_bytes(WHOLE)
    sent(receive, receive.begin(new(desk)))
    (recording,) = desk.case.own_recordings
    assert (recording.original.sha256, recording.sm3) == digests_of(path)


def test_sent_again_it_is_there_once(desk: Desk, receive: ReceiveRecording) -> None:
    upload = receive.begin(new(desk))
    done = sent(receive, upload)
    again = receive.begin(new(desk))
    assert again.id == upload.id
    assert receive.receive(again, 0, [WHOLE]).offset_bytes == len(WHOLE)
    receive.finish(done)
    assert len(desk.case.own_recordings) == 1


def test_a_store_that_was_away_is_asked_again(desk: Desk, receive: ReceiveRecording) -> None:
    desk.world.blobs.failures.append(BlobStoreUnavailable("away"))
    upload = receive.begin(new(desk))
    with pytest.raises(BlobStoreUnavailable):
        sent(receive, upload)
    receive.finish(receive.upload(upload.id, examples.PHONE_A))
    assert len(desk.case.own_recordings) == 1


@pytest.mark.parametrize(
    ("consented", "length_bytes", "verdict"),
    [
        (False, 100, RecordingVerdict.NO_CONSENT),
        (True, 0, RecordingVerdict.EMPTY),
        (True, LARGEST_RECORDING_BYTES + 1, RecordingVerdict.TOO_LARGE),
    ],
)
def test_what_cannot_be_taken_is_refused_before_a_byte_is_sent(
    desk: Desk,
    receive: ReceiveRecording,
    consented: bool,  # noqa: FBT001 - a parameter of the table
    length_bytes: int,
    verdict: RecordingVerdict,
) -> None:
    with pytest.raises(RecordingRefused) as refused:
        receive.begin(replace(new(desk), consented=consented, length_bytes=length_bytes))
    assert verdict_of(refused) == verdict


def test_what_is_no_video_leaves_nothing_behind(desk: Desk, receive: ReceiveRecording) -> None:
    text = b"x" * len(WHOLE)
    upload = receive.begin(new(desk))
    for _ in range(2):
        with pytest.raises(RecordingRefused) as refused:
            sent(receive, receive.upload(upload.id, examples.PHONE_A), text)
        assert verdict_of(refused) == RecordingVerdict.NOT_A_VIDEO
    with pytest.raises(NotFound):
        desk.world.spool.original(upload.id)
    assert (desk.case.own_recordings, desk.world.blobs.kept) == ((), {})


def test_more_than_was_announced_is_refused(desk: Desk, receive: ReceiveRecording) -> None:
    with pytest.raises(RecordingRefused) as refused:
        sent(receive, receive.begin(new(desk)), WHOLE + b"more")
    assert verdict_of(refused) == RecordingVerdict.TOO_LARGE


def test_a_party_hands_in_only_so_many(desk: Desk, receive: ReceiveRecording) -> None:
    for number in range(MOST_RECORDINGS):
        sent(receive, receive.begin(new(desk, key=f"key-number-{number}")))
    with pytest.raises(RecordingRefused) as refused:
        receive.begin(new(desk))
    assert verdict_of(refused) == RecordingVerdict.TOO_MANY


def test_a_decided_case_takes_none(desk: Desk, receive: ReceiveRecording) -> None:
    upload = receive.begin(new(desk))
    desk.confirm()
    with pytest.raises(StepOutOfOrder):
        sent(receive, upload)
    with pytest.raises(StepOutOfOrder):
        receive.begin(new(desk, key="another-key"))


def test_another_s_upload_is_not_there(desk: Desk, receive: ReceiveRecording) -> None:
    upload = receive.begin(new(desk))
    with pytest.raises(NotFound):
        receive.upload(upload.id, examples.PHONE_B)
    with pytest.raises(Conflict):
        receive.receive(upload, 5, [b"x"])


def test_given_up_it_is_forgotten_and_evidence_is_not(
    desk: Desk, receive: ReceiveRecording
) -> None:
    given_up = receive.begin(new(desk))
    receive.give_up(given_up)
    with pytest.raises(NotFound):
        receive.upload(given_up.id, examples.PHONE_A)
    kept = sent(receive, receive.begin(new(desk)))
    receive.give_up(kept)
    assert len(desk.case.own_recordings) == 1

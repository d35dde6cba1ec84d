"""The line to a recorder, held against a server of other makers: GStreamer's."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from accident_service.adapters.clip_sources.onvif.rtp import Assembly, packet_of
from accident_service.adapters.clip_sources.onvif.rtsp import RtspReplay
from accident_service.errors import NoFootage
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.adapters.clip_sources.rtsp_server import frames_of
from tests.adapters.clip_sources.sourcing import NOON

SYSTEM_PYTHON = "/usr/bin/python3"
SERVER = Path(__file__).with_name("gst_rtsp_server.py")
FRAMES = 50


def _has_gstreamer() -> bool:
    asked = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('GstRtspServer', '1.0')"]
    try:
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


pytestmark = [
    pytest.mark.video,
    pytest.mark.skipif(
        not _has_gstreamer(),
        reason="GStreamer's RTSP server is not installed (gir1.2-gst-rtsp-server-1.0, python3-gi)",
    ),
]


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    coding = (
        ("preset", "ultrafast"),
        ("g", "25"),
        ("bf", "0"),
        ("x264-params", "repeat-headers=1"),
    )
    recipe = ClipRecipe(times_s=even_times_s(FRAMES), size=(320, 180), options=coding)
    return write_clip(tmp_path_factory.mktemp("gst") / "one.ts", recipe)


@pytest.fixture(scope="module")
def port(stream: Path) -> Iterator[int]:
    command = [SYSTEM_PYTHON, str(SERVER), str(stream)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.terminate()


def replay(port: int, line: socket.socket, name: str = "one") -> RtspReplay:
    return RtspReplay(line, f"rtsp://127.0.0.1:{port}/{name}", "", "", required={})


def test_every_frame_of_another_makers_server_arrives_as_it_was_coded(
    port: int, stream: Path
) -> None:
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as line,
        closing(replay(port, line)) as asked,
    ):
        media = asked.described()
        assembly = Assembly(media.hevc)
        # It is no recorder and tells no times of its own; any will do.
        frames = [
            frame
            for data in asked.played(media, None)
            for frame in assembly.frames(replace(packet_of(data), taken_at=NOON))
        ]
    assert len(frames) == FRAMES
    assert [index for index, frame in enumerate(frames) if frame.is_key] == [0, 25]
    assert len(media.parameter_sets) > 10
    # The pictures' own bytes; delimiters and parameter sets may be sent or left out.
    sent = [one.content for one in frames_of(stream, NOON)]
    assert all(
        frame.content[-64:] == content[-64:] for frame, content in zip(frames, sent, strict=True)
    )


def test_a_recording_it_does_not_have_is_no_footage(port: int) -> None:
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as line,
        closing(replay(port, line, "another")) as asked,
        pytest.raises(NoFootage),
    ):
        asked.described()

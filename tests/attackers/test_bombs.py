"""Small things that would unpack to giants stay small, or are refused before they do."""

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from tests.attackers.doors import knocking
from tests.attackers.marks import NUMBERS
from tests.web.visit import TOKEN
from verifier import verify_bundle

pytestmark = pytest.mark.proves("S9")

GIANT_BYTES = 300 * 2**20
ROOM_BYTES = 30 * 2**20


def zeros(compressed: io.BufferedIOBase) -> None:
    """Write a giant's worth of them."""
    compressed.writelines(bytes(2**20) for _ in range(GIANT_BYTES // 2**20))


@pytest.fixture(scope="module")
def gzipped() -> bytes:
    content = io.BytesIO()
    with gzip.GzipFile(fileobj=content, mode="wb", compresslevel=1) as packed:
        zeros(packed)
    return content.getvalue()


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle whose manifest unpacks to a giant."""
    path = tmp_path_factory.mktemp("bomb") / "bundle.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("manifest.json", "w", force_zip64=True) as packed,
    ):
        zeros(packed)  # type: ignore[arg-type]  # typeshed knows it as IO[bytes]
    return path


def test_a_packed_request_body_is_never_unpacked(app: Flask, gzipped: bytes) -> None:
    """Neither door takes Content-Encoding; what is sent is what is read."""
    client = knocking(app, "nobody").client
    said = {"Content-Encoding": "gzip"}
    tracemalloc.start()
    try:
        told = [
            client.post("/v1/oauth/token", data=gzipped[:60_000], headers=said),
            client.post("/sign-in", data=gzipped[:200_000], headers=said),
            client.post("/v1/oauth/token", data=gzipped, headers=said),
        ]
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [one.status_code for one in told] == [400, 400, 413]
    assert peak_bytes < ROOM_BYTES


def part_of(name: str, content: bytes) -> bytes:
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n"


def test_a_bundle_handed_to_the_verification_page_is_hashed_and_never_opened(
    app: Flask, zipped: Path
) -> None:
    client = knocking(app, "nobody").client
    asked = f"/verify?number={NUMBERS['x']}&code=0A1B2C3D"
    token = TOKEN.search(client.get(asked).text)
    assert token is not None
    fields = {"csrf_token": token[1], "number": NUMBERS["x"], "code": "0A1B2C3D"}
    parts = [part_of(name, value.encode()) for name, value in fields.items()]
    parts.append(part_of('file"; filename="bundle.zip', zipped.read_bytes()))
    answer = client.post(
        "/verify",
        data=b"".join(parts) + b"--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 200
    assert zipped.stat().st_size < GIANT_BYTES / 100


def test_the_verifying_program_reads_no_part_that_unpacks_to_a_giant(zipped: Path) -> None:
    tracemalloc.start()
    try:
        faults, _ = verify_bundle.verify(zipped)
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert faults
    assert peak_bytes < ROOM_BYTES

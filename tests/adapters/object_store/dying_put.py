"""Keeps a file in a bucket, and is killed once a part of it has been sent.

`python -m tests.adapters.object_store.dying_put FILE ENDPOINT PREFIX SECRET_FILE`
"""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from accident_service.adapters.clip_sources.secrets import Secret
from accident_service.adapters.object_store.bucket import PIECE_BYTES, Bucket, BucketAddress

PARTS_BEFORE_DEATH = 2


def read_and_die(path: Path) -> Iterator[bytes]:
    """Pieces of the file, up to the end of this process."""
    with path.open("rb") as file:
        for _ in range(PARTS_BEFORE_DEATH):
            yield file.read(PIECE_BYTES)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    file, endpoint, prefix, secret = sys.argv[1:]
    address = BucketAddress(
        bucket="recordings",
        prefix=prefix,
        endpoint=endpoint,
        region="us-east-1",
        key="accident-service",
        secret=Secret(f"file:{secret}", lambda _name: None),
    )
    Bucket(address).add("ab/cd/abcd", Path(file).stat().st_size, read_and_die(Path(file)))

"""Calls made up from the description, and every answer held to it (Schemathesis).

Run by `make api-check`; a short version is among the tests. The API runs in this process, with
a real token, over one issued determination.
"""

import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.serving import make_server

from accident_service.api.throttle import LIMITER
from tests.api.door import NUMBER, Door, open_door

ROOT = Path(__file__).resolve().parents[2]
SCOPES_OF_ALL = frozenset(
    {"determinations:read", "claims:write", "webhooks:manage", "evidence:read"}
)
# A number that exists, so that answers are held to their schemas; a cursor is never made up.
SETTINGS = f"""
hooks = "tests.api.fresh_keys"

[parameters]
"path.number" = "{NUMBER}"
"query.cursor" = ""
"""


@contextmanager
def served(door: Door) -> Iterator[str]:
    """The door's app on a port of its own; gives its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, door.client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def check(examples: int, *more: str) -> subprocess.CompletedProcess[str]:
    """Run Schemathesis over every operation with so many made-up calls each."""
    door = open_door(scopes=SCOPES_OF_ALL)
    with served(door) as url, tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "schemathesis.toml"
        settings.write_text(SETTINGS)
        return subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli"),
                *("--config-file", str(settings)),
                *("run", f"{url}/v1/openapi.json", "--url", url),
                *("--header", f"Authorization: Bearer {door.token()}"),
                *("--max-examples", str(examples), "--seed", "1", "--no-color"),
                *more,
            ],
            cwd=folder,  # it leaves a cache behind
            env={"PYTHONPATH": str(ROOT), "PATH": "", "OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            check=False,
        )


if __name__ == "__main__":
    LIMITER.enabled = False  # else most of a long run would be told to wait
    done = check(int(sys.argv[1]))
    sys.stdout.write(done.stdout + done.stderr)
    sys.exit(done.returncode)

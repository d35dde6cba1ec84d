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
from accident_service.casework.insurer_scopes import Scope
from tests.api.door import NUMBER, Door, open_door
from tests.fakes.doors import insurer_client

ROOT = Path(__file__).resolve().parents[2]
SCOPES_OF_ALL = frozenset(Scope)
# A number that exists, so that answers are held to their schemas; a cursor is never made up.
SETTINGS = f"""
hooks = "%s"

[parameters]
"path.number" = "{NUMBER}"
"query.cursor" = ""
"""
OWN, STRANGER = "tests.api.fresh_keys", "tests.api.anothers_words"


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


def check(examples: int, *more: str, hooks: str = OWN) -> subprocess.CompletedProcess[str]:
    """Run Schemathesis over every operation with so many made-up calls each.

    As STRANGER it is an insurer that covers neither party, and no answer may name one.
    """
    stranger = insurer_client("PINGAN", scopes=SCOPES_OF_ALL)
    door = open_door(insurers=(insurer_client("PICC", scopes=SCOPES_OF_ALL), stranger))
    by = stranger.client_id if hooks == STRANGER else "picc-client"
    with served(door) as url, tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "schemathesis.toml"
        settings.write_text(SETTINGS % hooks)
        return subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli"),
                *("--config-file", str(settings)),
                *("run", f"{url}/v1/openapi.json", "--url", url),
                *("--header", f"Authorization: Bearer {door.token(by)}"),
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
    runs = [check(int(sys.argv[1]), hooks=hooks) for hooks in (OWN, STRANGER)]
    for done in runs:
        sys.stdout.write(done.stdout + done.stderr)
    sys.exit(max(done.returncode for done in runs))

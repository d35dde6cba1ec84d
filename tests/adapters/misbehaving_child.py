"""A child that does what it is told in its clip's name: crash, hang, eat memory, or lie."""

import json
import os
import signal
import sys
import time
from pathlib import Path

request = json.loads(Path(sys.argv[1]).read_text())
deed = Path(request["clip"]).stem

print(json.dumps({"progress": 0.25}), flush=True)  # noqa: T201 - this is how a child speaks
if deed == "segfault":
    os.kill(os.getpid(), signal.SIGSEGV)
elif deed == "abort":
    os.abort()
elif deed == "hang":
    while True:
        time.sleep(1)
elif deed == "hang-silently":
    os.close(1)
    while True:
        time.sleep(1)
elif deed == "exit":
    sys.exit(7)
elif deed == "traceback":
    raise RuntimeError("the reader's own words")
elif deed == "no-result":
    sys.exit(0)
elif deed == "half-a-line":
    sys.stdout.write('{"progr')
    sys.stdout.flush()
    os.abort()
elif deed == "told":
    code = request["scene"] and Path(request["scene"]).stem
    print(json.dumps({"failed": {"code": code, "verdict": "empty", "message": "as told"}}))  # noqa: T201 - as above
    sys.exit(3)
elif deed == "good":
    Path(request["result"]).write_text(json.dumps({"format": "accident-analysis/1", "ok": 1}))

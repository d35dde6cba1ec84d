"""Ask whether the libraries of constraints.txt have known weaknesses, by pip-audit.

`python -m tools.audit_dependencies`. The answer is good for a day while constraints.txt stays as
it is; when the last one came stands in `.venv/.audited.json`. Without a network nothing can be
asked: that is said, with the date of the last answer, and is no failure. A weakness is one, unless
tools/accepted_weaknesses.txt names it with the reason why it does not touch this service.

AUDIT_OSV_URL names another server of OSV's interface, such as a mirror inside a closed network.
"""

import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

CONSTRAINTS = Path("constraints.txt")
ACCEPTED = Path("tools", "accepted_weaknesses.txt")
ANSWERED = Path(".venv", ".audited.json")
GOOD_FOR = timedelta(days=1)
WHOLE_S = 150.0
ANSWERS_WITHIN_S = 8


def accepted() -> list[str]:
    """The ids of weaknesses somebody has looked at; every line is "ID  reason".

    Raises:
        SystemExit: One stands there without a reason.
    """
    lines = ACCEPTED.read_text().splitlines() if ACCEPTED.exists() else []
    told = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    if without := [one[0] for one in told if len(one) < 2]:
        raise SystemExit(f"dependencies: {ACCEPTED} gives no reason for {', '.join(without)}")
    return [one[0] for one in told]


def asked() -> dict[str, Any] | None:
    """What pip-audit found, as it tells it; None where nobody could be asked."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps"]
    command += ["-r", str(CONSTRAINTS), "-f", "json", "--desc", "off", "--progress-spinner", "off"]
    command += ["-s", "osv", "--timeout", str(ANSWERS_WITHIN_S)]
    if mirror := os.environ.get("AUDIT_OSV_URL"):
        command += ["--osv-url", mirror]
    for one in accepted():
        command += ["--ignore-vuln", one]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, no shell
            command, capture_output=True, text=True, check=False, timeout=WHOLE_S
        )
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return told if isinstance(told, dict) else None


def last_answer() -> dict[str, Any]:
    """When the last answer came, and on what; empty where none ever did."""
    try:
        told = json.loads(ANSWERED.read_text())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def main() -> int:
    """Ask where it is worth it, and say what came of it."""
    now = datetime.now(UTC)
    what = hashlib.sha256(CONSTRAINTS.read_bytes() + repr(accepted()).encode()).hexdigest()
    last = last_answer()
    if last.get("what") == what and now - datetime.fromisoformat(last["at"]) < GOOD_FOR:
        print(f"dependencies: no known weakness, as of {last['at'][:16]} UTC")
        return 0
    told = asked()
    if told is None:
        since = f"the last answer is of {last['at'][:16]} UTC" if last else "nobody ever answered"
        print(f"dependencies: NOT CHECKED, nobody could be asked; {since}")
        return 0
    weak = [(one, each) for one in told["dependencies"] for each in one.get("vulns", ())]
    for one, each in weak:
        mended = ", ".join(each["fix_versions"]) or "no release yet"
        print(f"dependencies: {one['name']} {one['version']}: {each['id']}; mended in {mended}")
    if weak:
        return 1
    answer = {"at": now.isoformat(), "what": what, "packages": len(told["dependencies"])}
    if ANSWERED.parent.is_dir():
        ANSWERED.write_text(json.dumps(answer) + "\n")
    print(f"dependencies: no known weakness in {answer['packages']} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())

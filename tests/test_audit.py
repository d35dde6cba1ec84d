"""Weak libraries, committed credentials and dangerous calls are found by what `make check` runs."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typing_extensions import override

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.proves("S18")
# What no file of the service may do without saying why, and ruff's code for it.
DANGEROUS = {
    "S307": "eval(name)",
    "S602": "subprocess.run(name, shell=True)",
    "S324": "hashlib.md5(name)",
    "S301": "pickle.loads(name)",
    "S608": 'run(f"SELECT * FROM t WHERE name = {name}")',
    "S113": "requests.get(name)",
    "S101": "assert name",
    "S105": 'password = "hunter22hunter22"',
}


@pytest.mark.parametrize("place", ["accident_service/web", "workers", "verifier", "tools"])
def test_the_rules_against_dangerous_calls_are_on(place: str) -> None:
    lines = ["import hashlib, pickle, requests, subprocess", *DANGEROUS.values(), ""]
    command = [sys.executable, "-m", "ruff", "check", "--output-format", "json", "-"]
    told = subprocess.run(
        [*command, "--stdin-filename", f"{place}/a_new_file.py"],
        cwd=ROOT,
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert set(DANGEROUS) <= {one["code"] for one in json.loads(told.stdout)}


def test_whoever_passes_one_over_says_why() -> None:
    silent = re.compile(r"# noqa: (?:\w+, )*S\d+(?:, \w+)*\s*$")
    files = [
        path
        for folder in ("accident_service", "workers")
        for path in ROOT.glob(f"{folder}/**/*.py")
    ]
    passed_over = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if silent.search(line)
    ]
    # It stands two lines above, with the reason.
    assert passed_over in ([], ["accident_service/adapters/clip_sources/s3.py:126"])


def audited(module: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"tools.{module}"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_committed_credential_is_found_by_its_place_and_not_repeated(tmp_path: Path) -> None:
    key = "AKIA" + "IOSFODNN7ABCDEFG"
    password = "correct-horse-" + "battery-9"
    subprocess.run(["/usr/bin/git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "tests").mkdir()
    (tmp_path / "store.py").write_text(f'KEY = "{key}"\nsecret = "env:STORE_SECRET"\n')
    (tmp_path / "tests" / "test_it.py").write_text(f'password = "{password}"\nkey = "{key}"\n')
    found = audited("audit_secrets", tmp_path)
    assert found.returncode == 1, found.stdout + found.stderr
    told = [line for line in found.stdout.splitlines() if "AWS" in line]
    assert [line.rpartition(": ")[0] for line in told] == [
        "secrets: store.py:1",
        "secrets: tests/test_it.py:2",
    ]
    assert "test_it.py:1" not in found.stdout
    assert key not in found.stdout

    (tmp_path / "store.py").write_text('secret = "env:STORE_SECRET"\n')
    (tmp_path / "tests" / "test_it.py").write_text(f'password = "{password}"\n')
    assert audited("audit_secrets", tmp_path).returncode == 0


@pytest.fixture(scope="module")
def weaknesses() -> Iterator[str]:
    """A server of OSV's interface that knows one weakness, of one release; gives its address."""

    class Door(BaseHTTPRequestHandler):
        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            package = {"name": "shaky", "ecosystem": "PyPI"}
            events = [{"introduced": "0"}, {"fixed": "1.1"}]
            weakness = {
                "id": "PYSEC-2026-1",
                "modified": "2026-01-01T00:00:00Z",
                "published": "2026-01-01T00:00:00Z",
                "details": "It shakes.",
                "affected": [
                    {"package": package, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
                ],
            }
            weak = asked["package"]["name"] == "shaky"
            body = json.dumps({"vulns": [weakness]} if weak else {}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_weak_library_is_named_and_a_network_that_is_not_there_said(
    tmp_path: Path, weaknesses: str
) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / "constraints.txt").write_text("shaky==1.0\n")
    found = audited("audit_dependencies", tmp_path, AUDIT_OSV_URL=weaknesses)
    assert found.returncode == 1, found.stdout + found.stderr
    assert "shaky 1.0: PYSEC-2026-1; mended in 1.1" in found.stdout

    answer = {"at": "2026-03-01T08:30:00+00:00", "what": "other libraries", "packages": 1}
    (tmp_path / ".venv" / ".audited.json").write_text(json.dumps(answer))
    found = audited("audit_dependencies", tmp_path, AUDIT_OSV_URL="http://127.0.0.1:9/")
    assert found.returncode == 0
    assert "NOT CHECKED, nobody could be asked; the last answer is of 2026-03" in found.stdout

"""The guide for insurers' programmers: in both languages, true to the API, its examples run."""

import html
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from apiflask import APIFlask
from werkzeug.serving import make_server

from accident_service import api, web
from accident_service.api.schemas import Status
from accident_service.api.throttle import READINGS, WRITINGS
from accident_service.casework.insurer_scopes import MEANINGS
from tests.api.door import issue, press
from tests.casework.after_decision import NUMBER
from tests.fakes.casework import FakeWorld
from tests.fakes.doors import FakeInsurerClients, insurer_client
from tests.fakes.evidence import determined_with_evidence

RUN = re.compile(r"<pre[^>]*data-run(?:-in-full)?><code>(.*?)</code></pre>", re.DOTALL)
RUN_EVIDENCE = re.compile(r"<pre[^>]*data-run-evidence[^>]*><code>(.*?)</code></pre>", re.DOTALL)
TOKEN = 'TOKEN=$($ASKING "$URL/v1/oauth/token" | jq -r .access_token)'
NEEDED = [name for name in ("bash", "curl", "jq") if shutil.which(name) is None]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    everything = frozenset(scope.value for scope in MEANINGS)
    clients = (insurer_client("PICC", scopes=everything), insurer_client("CPIC"))
    world = FakeWorld(insurers=FakeInsurerClients(clients=clients))
    for index in (1, 2, 3):
        issue(world, index)
    with served(world) as here:
        yield here


@contextmanager
def served(world: FakeWorld) -> Iterator[str]:
    """The pages and the API on a port of their own."""
    app = APIFlask("accident_service", json_errors=False, spec_path=None, docs_path=None)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    here = f"http://127.0.0.1:{server.server_port}"
    app.config.update(SECRET_KEY="a secret of forty characters, for tests", PUBLIC_BASE_URL=here)
    casework = replace(world.casework(), press=press())
    web.register(app, casework)
    api.register(app, casework)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield here
    server.shutdown()
    thread.join()
    server.server_close()


def page(address: str, language: str = "en") -> str:
    curl = ["curl", "-sf", "-H", f"Accept-Language: {language}", f"{address}/v1/docs"]
    return subprocess.run(curl, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(bool(NEEDED), reason=f"no {NEEDED} here")
def test_its_examples_run_from_top_to_bottom(address: str, tmp_path: Path) -> None:
    examples = [html.unescape(found) for found in RUN.findall(page(address))]
    script = "set -euo pipefail\nCLIENT_ID=picc-client\nCLIENT_SECRET=secret\n" + "\n".join(
        examples
    )
    run = subprocess.run(
        [shutil.which("bash") or "", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr + run.stdout
    assert len(examples) >= 6
    assert "CLM-2026-000317" in run.stdout
    assert "RateLimit-Policy" in run.stdout
    assert '"endpoint.ping"' in run.stdout
    for name in ("determination.pdf", "masked.pdf"):
        assert (tmp_path / name).read_bytes().startswith(b"%PDF-")


@pytest.mark.skipif(bool(NEEDED), reason=f"no {NEEDED} here")
def test_its_bundle_is_fetched_and_checked_as_it_says(tmp_path: Path) -> None:
    world = determined_with_evidence().world
    world.insurers = FakeInsurerClients((insurer_client("PICC", scopes=frozenset(MEANINGS)),))
    with served(world) as address:
        shown = page(address)
        (example,) = (html.unescape(found) for found in RUN_EVIDENCE.findall(shown))
        asking = ["curl", "-sf", "-u", "picc-client:secret", "-d", "grant_type=client_credentials"]
        run = subprocess.run(
            [shutil.which("bash") or "", "-c", f"set -euo pipefail\n{TOKEN}\n{example}"],
            cwd=tmp_path,
            env={
                "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
                "URL": address,
                "NUMBER": NUMBER,
                "ASKING": " ".join(asking),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stderr + run.stdout
    assert (tmp_path / "evidence.zip").read_bytes().startswith(b"PK")


@pytest.mark.skipif(bool(NEEDED), reason=f"no {NEEDED} here")
def test_it_tells_of_every_scope_status_and_limit_in_both_languages(address: str) -> None:
    for language, title in (("en", "API for insurers"), ("zh", "保险公司接口")):
        told = page(address, language)
        assert f"<h1>{title}</h1>" in told
        for word in (*MEANINGS, *Status):
            assert f"<code>{word.value}</code>" in told
        for limit in (READINGS, WRITINGS):
            assert limit.partition(" ")[0] in told


def test_its_python_runs_too(address: str) -> None:
    settled: list[object] = []
    code = Path(str(files("accident_service.web"))) / "templates" / "docs" / "python_client.txt"
    given = {
        "URL": address,
        "CLIENT_ID": "cpic-client",
        "CLIENT_SECRET": "secret",
        "last_visit": datetime(2026, 1, 1, tzinfo=UTC),
        "settle": settled.append,
    }
    exec(code.read_text(), given)  # noqa: S102 - our own guide
    assert len(settled) == 3

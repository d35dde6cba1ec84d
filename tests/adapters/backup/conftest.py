"""A service's places on this machine, with two cases and their sealed bytes."""

from dataclasses import replace
from pathlib import Path

import pytest

from accident_service.adapters.backup.state import KeptState
from accident_service.adapters.blob_store import LocalBlobStore
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.kept_blobs import FolderOfBlobs
from accident_service.casefile.case import Case
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import open_engines


def state_in(folder: Path, url: str) -> KeptState:
    """The places below a folder."""
    return KeptState(
        ledger_url=url,
        blobs=LocalBlobStore(folder / "blobs"),
        kept_blobs=FolderOfBlobs(folder / "blobs"),
        folders={"keys": folder / "keys", "sites": folder / "sites"},
        settings_files=(folder / "sources.toml",),
    )


def add_case(state: KeptState, name: str) -> Case:
    """A case whose clip is really kept."""
    blob = state.blobs.put_bytes(f"recording of {name}".encode(), "video/mp4")
    clip = replace(examples.sealed_clip(), sha256=blob.sha256, size_bytes=blob.size_bytes)
    case = examples.case_with_clip_requests(name).with_clips((clip,))
    engines = open_engines(state.ledger_url)
    with SqlLedger(engines=engines, clock=FakeClock()).transaction() as work:
        work.cases.add(case)
    engines.close()
    return case


def cases_in(state: KeptState, *cases: Case) -> list[Case]:
    """The cases as the ledger has them."""
    engines = open_engines(state.ledger_url)
    with SqlLedger(engines=engines, clock=FakeClock()).reading() as work:
        found = [work.cases.load(one.id) for one in cases]
    engines.close()
    return found


def fill(state: KeptState) -> tuple[Case, Case]:
    """Two cases, a key, a site, and a file of the operator's."""
    folder = state.settings_files[0].parent
    for name, content in (("keys/unit.key", "k" * 32), ("sites/north/site.toml", "name = 1")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    (folder / "keys/unit.key").chmod(0o600)
    (folder / "sources.toml").write_text("password = hunter22")
    return add_case(state, "1"), add_case(state, "2")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the service is."""
    (tmp_path / "service").mkdir()
    return tmp_path / "service"

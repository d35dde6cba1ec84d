"""E6: a case that was destroyed leaves a tombstone; chain, heads and old bundles still hold."""

from pathlib import Path

import pytest

from accident_service.casefile.retention import RetentionPeriods
from accident_service.casework.check_ledger import CheckLedger
from accident_service.casework.destroy_case import DestroyCase
from accident_service.errors import NotFound
from tests.adapters.evidence_bundle.conftest import COURT
from tests.casework.after_decision import deciding_officer
from tests.fakes.audit_search import FakeAuditSearch
from tests.fakes.evidence import RECORDING, determined_with_evidence, export, sha256
from tests.fakes.heads import SEAL
from verifier.verify_bundle import verify

pytestmark = pytest.mark.proves("E6")


def test_what_was_handed_out_holds_after_the_case_is_destroyed(tmp_path: Path) -> None:
    desk = determined_with_evidence().served()
    world, code = desk.world, desk.case.tracking_code
    bundle = export(desk, COURT, tmp_path / "court.zip").path
    held = [one.signature for one in world.heads.every()]
    desk.days_pass(365 * 4 + 60)
    destroy = DestroyCase(world.ledger, world.blobs, world.clock, RetentionPeriods.built_in())
    stone = destroy(code, deciding_officer(), "保管期限届满，予以销毁。")

    assert sha256(RECORDING) in {item.sha256 for item in stone.items}
    assert sha256(RECORDING) not in world.blobs.kept
    assert {item.kind for item in stone.items} >= {"clip", "scene", "analysis", "photo-original"}
    assert desk.verbs()[-1] == "destroy-case"
    checked = CheckLedger(FakeAuditSearch(world.ledger), world.heads, SEAL)(held)
    assert checked.faults == ()
    assert verify(bundle)[0] == []
    with pytest.raises(NotFound):
        export(desk, COURT, tmp_path / "again.zip")

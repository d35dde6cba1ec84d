"""A claim tells who is at it, and lapses by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.claim import CLAIM_LASTS, Claim, may_be_claimed
from accident_service.casefile.stage import Stage
from accident_service.quantities.identifiers import CaseId, OfficerId
from tests.fakes import examples

CASE = CaseId("case-1")


def test_a_claim_holds_for_a_shift() -> None:
    claim = Claim.by(examples.officer(), CASE, examples.NOON)

    assert claim.holds_at(examples.NOON + CLAIM_LASTS - timedelta(seconds=1))
    assert not claim.holds_at(examples.NOON + CLAIM_LASTS)


def test_a_case_handed_over_tells_by_whom_and_why() -> None:
    colleague = replace(examples.officer(), id=OfficerId("officer-2"), name="丁某")
    claim = Claim.handed(colleague, CASE, examples.NOON, by=examples.officer(), note="等乙方")

    assert (claim.officer_name, claim.handed_by, claim.note) == ("丁某", "丙某", "等乙方")


@pytest.mark.parametrize("stage", Stage)
def test_what_is_decided_needs_nobody(stage: Stage) -> None:
    done = {Stage.DECIDED, Stage.DETERMINED, Stage.CERTIFIED, Stage.AGREED}
    assert may_be_claimed(stage) is (stage not in done)

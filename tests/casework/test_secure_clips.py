"""A case that goes to the scene keeps its recordings: sealed, not analysed, nothing proposed."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.casework.secure_clips import secure_recordings
from accident_service.errors import ClipSourceUnavailable
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.world import FakeClipSource, FakeSiteRegister

REFERRED = replace(examples.reported_case(), stage=Stage.REFERRED)


def secured(shop: Workshop, case: Case = REFERRED) -> Case:
    shop.secure_clips()(shop.put(case, Step.SECURE_CLIPS))
    return shop.case(case.id)


def test_the_recording_is_sealed_and_the_case_stays_where_it_is() -> None:
    shop = Workshop()
    case = secured(shop)
    assert case.stage is Stage.REFERRED
    assert [one.camera for one in case.clips] == [examples.CAMERA]
    assert [one.camera for one in case.clip_requests] == [examples.CAMERA]
    assert (case.analyses, case.proposal, case.recordings.gap) == ((), None, None)
    assert shop.ledger.waiting() == ()
    assert "call-up" in shop.verbs(case.id)


@pytest.mark.parametrize(
    "shop",
    [
        Workshop(sites=FakeSiteRegister(())),
        Workshop(source=FakeClipSource(recordings={})),
    ],
    ids=["no camera", "no recording"],
)
def test_where_there_is_none_the_officer_reads_so(shop: Workshop) -> None:
    case = secured(shop)
    assert (case.stage, case.recordings.gap, case.clips) == (Stage.REFERRED, "no-footage", ())


def test_a_network_that_does_not_answer_is_asked_again() -> None:
    shop = Workshop(source=FakeClipSource(failures=[ClipSourceUnavailable("down")]))
    case = secured(shop)
    assert (case.clips, case.recordings.gap) == ((), None)
    assert shop.ledger.only_waiting(Step.SECURE_CLIPS)


def test_it_is_asked_for_once_and_only_where_nothing_is_sealed() -> None:
    shop = Workshop()
    with shop.ledger.transaction() as work:
        for case in (REFERRED, replace(examples.case_with_clips("2"), stage=Stage.REFERRED)):
            work.cases.add(case)
            secure_recordings(work, case)
            secure_recordings(work, case)
    waits = [(one.case, one.step) for one in shop.ledger.waiting()]
    assert waits == [(REFERRED.id, Step.PRESERVE_CLIPS), (REFERRED.id, Step.SECURE_CLIPS)]
    sealed = replace(examples.case_with_clips(), stage=Stage.REFERRED)
    assert secured(Workshop(), sealed) == sealed

"""Pictures are cut ahead where there is a contact, and nothing is lost where they are not."""

from dataclasses import replace

from accident_service.casework.cut_ahead import CutAhead
from accident_service.casework.reconstruct_motion import ReconstructMotion
from accident_service.errors import ClipUnreadable
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.pictures import LOG, FakeCutter, FakePictures, clip_pictures


def test_the_contact_is_cut_with_the_analysis() -> None:
    cutter, (bare,) = FakeCutter(), examples.proposed_case().analyses
    record = replace(bare, picture_log=LOG)
    assert record.contact is not None
    CutAhead(FakePictures(), cutter)(examples.sealed_clip(), record)
    assert cutter.warmed == [clip_pictures().nearest(record.contact.pts_s)]
    CutAhead(FakePictures(), cutter)(examples.sealed_clip(), replace(record, contact=None))
    assert len(cutter.warmed) == 1


def test_a_clip_that_cannot_be_cut_is_analysed_all_the_same() -> None:
    shop = Workshop()
    ahead = CutAhead(FakePictures(), FakeCutter(failure=ClipUnreadable("no key frame")))
    work = ReconstructMotion(shop.sites, shop.analyst, cut_ahead=ahead)
    change = work(examples.case_with_clips(), lambda _share: None)
    with shop.ledger.transaction() as unit:
        assert change(unit, examples.case_with_clips()).analyses

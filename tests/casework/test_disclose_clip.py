"""Copies for outside: after the decision, for a named reader, made by a worker, on record."""

from dataclasses import dataclass, field, replace

import pytest

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.ask_copy import DisclosureWish
from accident_service.casefile.case import Case
from accident_service.casefile.clip_copy import DisclosedCopy, PixelCheck
from accident_service.casefile.stage import Stage
from accident_service.casefile.tombstone import items_in
from accident_service.casework.disclose_clip import AskForCopy, HandOutCopy, MakeCopies
from accident_service.casework.party_pictures import ToDraw
from accident_service.casework.ports import ProgressSink, Step
from accident_service.errors import (
    AccidentServiceError,
    EvidenceInsufficient,
    InvalidDecision,
    NotFound,
    StepOutOfOrder,
)
from accident_service.quantities.identifiers import ClipId, DeterminationNumber
from tests.casework.workshop import Meanwhile, Workshop
from tests.fakes import examples

CASE = examples.decided_case().with_determination(DeterminationNumber("2203020001-2026-000001"))
CLIP = CASE.clips[0].id
OFFICER = examples.officer()
WISH = DisclosureWish(clip=CLIP, recipient="Lawyer of party B", purpose="claim for damages")


@dataclass(slots=True)
class FakeCopyArtist:
    """Makes a copy of a few bytes, or fails as it is told to."""

    blob: BlobRef
    failure: AccidentServiceError | None = None
    asked: list[ToDraw] = field(default_factory=list)

    def copied(self, wanted: ToDraw, on_progress: ProgressSink) -> DisclosedCopy:
        """The copy."""
        self.asked.append(wanted)
        if self.failure is not None:
            raise self.failure
        return DisclosedCopy(
            blob=self.blob,
            original_sha256=wanted.clip.sha256,
            made_at=examples.NOON,
            tool="accident-service 0",
            check=PixelCheck(frames=3, hidden_share=0.9, worst_leak=0.01),
        )


def asked(shop: Workshop, case: Case = CASE, wish: DisclosureWish = WISH) -> Case:
    with shop.ledger.transaction() as work:
        work.cases.add(case)
    return AskForCopy(shop.ledger, shop.clock)(case.id, wish, OFFICER)


def worked(shop: Workshop, failure: AccidentServiceError | None = None) -> Case:
    artist = FakeCopyArtist(shop.blobs.put_bytes(b"copy", "video/mp4"), failure)
    work = MakeCopies(shop.sites, artist, shop.clock)
    step = shop.worker_step(Step.DISCLOSE, Stage.DETERMINED, None, work)
    step(shop.ledger.only_waiting(Step.DISCLOSE))
    return shop.case(CASE.id)


def test_a_copy_is_asked_for_made_and_handed_out_and_each_is_on_record() -> None:
    shop = Workshop()
    assert asked(shop).disclosures[0].waits
    case = worked(shop)

    copy = case.disclosures[0].copy
    assert copy is not None
    assert copy.original_sha256 == CASE.clips[0].sha256
    content, media_type = HandOutCopy(shop.ledger, shop.blobs, shop.clock)(case.id, 1, OFFICER)
    assert (content, media_type) == (b"copy", "video/mp4")
    verbs = shop.verbs(case.id)
    assert [one for one in verbs if "disclosure" in one] == [
        "ask-disclosure",
        "make-disclosure",
        "download-disclosure",
    ]
    assert "disclosed-copy" in {one.kind for one in items_in(case)}
    assert case.stage is Stage.DETERMINED


def test_asking_twice_while_it_is_made_is_asking_once() -> None:
    shop = Workshop()
    first = asked(shop)
    assert AskForCopy(shop.ledger, shop.clock)(first.id, WISH, OFFICER) == first
    assert len(worked(shop).disclosures) == 1


def test_what_is_asked_for_while_another_is_being_made_is_made_next() -> None:
    shop = Workshop()
    asked(shop)
    other = replace(WISH, recipient="Court")
    artist = FakeCopyArtist(shop.blobs.put_bytes(b"copy", "video/mp4"))
    work = Meanwhile(
        MakeCopies(shop.sites, artist, shop.clock),
        lambda case: AskForCopy(shop.ledger, shop.clock)(case.id, other, OFFICER),
    )
    step = shop.worker_step(Step.DISCLOSE, Stage.DETERMINED, None, work)
    step(shop.ledger.only_waiting(Step.DISCLOSE))

    first, second = shop.case(CASE.id).disclosures
    assert first.copy is not None
    assert second.waits
    assert [one.copy is not None for one in worked(shop).disclosures] == [True, True]


def test_a_copy_that_leaks_is_refused_and_the_case_stays() -> None:
    shop = Workshop()
    asked(shop)
    case = worked(shop, EvidenceInsufficient("40 % of what is hidden shows"))

    assert case.disclosures[0].refusal == "evidence-insufficient"
    assert case.stage is Stage.DETERMINED
    with pytest.raises(NotFound):
        HandOutCopy(shop.ledger, shop.blobs, shop.clock)(case.id, 1, OFFICER)


def test_before_the_decision_nothing_goes_outside() -> None:
    with pytest.raises(StepOutOfOrder):
        asked(Workshop(), examples.proposed_case())


@pytest.mark.parametrize(
    ("wish", "refused"),
    [
        (DisclosureWish(clip=CLIP, recipient=" ", purpose=WISH.purpose), InvalidDecision),
        (DisclosureWish(clip=CLIP, recipient="Court", purpose="x"), InvalidDecision),
        (DisclosureWish(clip=ClipId("none"), recipient="Court", purpose="as evidence"), NotFound),
    ],
)
def test_a_reader_a_purpose_and_a_recording_are_named(
    wish: DisclosureWish, refused: type[AccidentServiceError]
) -> None:
    with pytest.raises(refused):
        asked(Workshop(), CASE, wish)

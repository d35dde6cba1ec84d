"""Parties get pictures of their own once a determination stands, and nobody gets another's."""

from dataclasses import dataclass, field, replace

import pytest

from accident_service.casefile.analysis import Exhibit
from accident_service.casefile.case import Case
from accident_service.casefile.party_picture import PartyPicture, drawn_for
from accident_service.casefile.stage import Stage
from accident_service.casefile.tombstone import items_in
from accident_service.casework.party_pictures import MakePartyPictures, ToDraw, ViewPartyPicture
from accident_service.casework.ports import ProgressSink, Step
from accident_service.errors import AccidentServiceError, ClipUnreadable, NotFound
from accident_service.quantities.identifiers import DeterminationNumber
from accident_service.reports.party import PartyLetter
from accident_service.wiring.steps import ALSO_AT
from tests.casework.workshop import Workshop
from tests.fakes import examples, measured

A, B = PartyLetter.A, PartyLetter.B
CASE = examples.decided_case().with_determination(DeterminationNumber("2203020001-2026-000001"))


@dataclass(slots=True)
class FakeArtist:
    """Draws a still for each party, or fails as it is told to."""

    failure: AccidentServiceError | None = None
    asked: list[ToDraw] = field(default_factory=list)

    def draw(self, wanted: ToDraw, on_progress: ProgressSink) -> tuple[PartyPicture, ...]:
        """One picture a party."""
        self.asked.append(wanted)
        if self.failure is not None:
            raise self.failure
        return (picture(A), picture(B))


def picture(letter: PartyLetter) -> PartyPicture:
    return PartyPicture(letter, replace(measured.exhibit(), name=f"still-1-{letter}.png"))


def drawn(artist: FakeArtist, case: Case = CASE) -> Case:
    shop = Workshop()
    step = shop.worker_step(
        Step.MAKE_PARTY_PICTURES, Stage.DETERMINED, None, MakePartyPictures(shop.sites, artist)
    )
    step(shop.put(case, Step.MAKE_PARTY_PICTURES))
    return shop.case(case.id)


def test_parties_of_a_certificate_get_theirs_too() -> None:
    shop, certified = Workshop(), replace(CASE, stage=Stage.CERTIFIED, determination=None)
    work = MakePartyPictures(shop.sites, FakeArtist())
    step = shop.worker_step(Step.MAKE_PARTY_PICTURES, Stage.DETERMINED, None, work)
    step = replace(step, also_at=ALSO_AT[Step.MAKE_PARTY_PICTURES])
    step(shop.put(certified, Step.MAKE_PARTY_PICTURES))
    case = shop.case(certified.id)
    assert case.stage is Stage.CERTIFIED
    assert names(drawn_for(B, case.party_pictures)) == ["still-1-B.png"]


def names(exhibits: tuple[Exhibit, ...]) -> list[str]:
    return [one.name for one in exhibits]


def test_each_party_gets_its_own_and_the_analysis_of_the_contact_is_drawn() -> None:
    artist = FakeArtist()
    case = drawn(artist)

    assert names(drawn_for(A, case.party_pictures)) == ["still-1-A.png"]
    assert names(drawn_for(B, case.party_pictures)) == ["still-1-B.png"]
    assert artist.asked[0].tracks == CASE.party_tracks
    assert artist.asked[0].record == CASE.primary_analysis
    assert case.stage is Stage.DETERMINED
    assert {one.kind for one in items_in(case)} >= {"party-still"}


def test_a_clip_that_cannot_be_drawn_leaves_the_determination_alone() -> None:
    case = drawn(FakeArtist(ClipUnreadable("gone", verdict="reader-died")))

    assert case.party_pictures == ()
    assert case.stage is Stage.DETERMINED


def test_nothing_is_drawn_where_no_contact_was_measured() -> None:
    artist = FakeArtist()
    seen_nothing = replace(CASE.analyses[0], contact=None)

    assert drawn(artist, replace(CASE, analyses=(seen_nothing,))).party_pictures == ()
    assert artist.asked == []


def test_a_party_never_gets_the_others_picture_and_every_look_is_logged() -> None:
    shop = Workshop()
    blob = shop.blobs.put_bytes(b"a picture", "image/png")
    mine = PartyPicture(A, replace(picture(A).exhibit, blob=blob))
    case = CASE.with_party_pictures((mine, picture(B)))
    view = ViewPartyPicture(shop.ledger, shop.blobs, shop.clock)

    assert view(case, A, "still-1-A.png") == (b"a picture", "image/png")
    with pytest.raises(NotFound):
        view(case, A, "still-1-B.png")
    (entry,) = shop.ledger.tables.audit
    assert (entry.act.actor, entry.act.verb) == ("driver:A", "view-party-picture")

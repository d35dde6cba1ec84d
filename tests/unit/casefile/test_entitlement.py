import pytest

from accident_service.casefile.entitlement import Entitlement, PartKind, Recipient
from accident_service.errors import StepOutOfOrder
from accident_service.reports.party import PartyLetter

COURT = Entitlement(recipient=Recipient.COURT)
INSURER = Entitlement(recipient=Recipient.INSURER)
PARTY_A = Entitlement(recipient=Recipient.PARTY, letter=PartyLetter.A)
A, B = PartyLetter.A, PartyLetter.B


@pytest.mark.parametrize("kind", PartKind)
def test_a_court_is_given_every_kind(kind: PartKind) -> None:
    assert COURT.withheld(kind, None) is None
    assert COURT.withheld(kind, B) is None


@pytest.mark.parametrize(
    ("kind", "insurer", "party"),
    [
        (PartKind.ORIGINAL, False, False),
        (PartKind.CLIP, False, False),
        (PartKind.CAMERA_PICTURE, False, False),
        (PartKind.CASE_RECORD, False, False),
        (PartKind.DISCLOSED_COPY, False, False),
        (PartKind.PHOTO, False, True),
        (PartKind.PHOTO_ORIGINAL, False, True),
        (PartKind.PARTY_PICTURE, False, True),
        (PartKind.DRAWING, True, True),
        (PartKind.RESULT, False, False),
        (PartKind.REVIEW_PAPER, False, True),
        (PartKind.SCENE, True, True),
        (PartKind.DOCUMENT, True, True),
        (PartKind.SIGNED_DOCUMENT, True, True),
    ],
)
def test_who_is_given_what_of_party_a(kind: PartKind, insurer: bool, party: bool) -> None:  # noqa: FBT001 - a table
    assert (INSURER.withheld(kind, A) is None) is insurer
    assert (PARTY_A.withheld(kind, A) is None) is party


def test_a_document_that_names_everybody_is_kept_from_who_may_read_of_one_alone() -> None:
    of_a = Entitlement(recipient=Recipient.INSURER, named=frozenset({A}))
    reason = of_a.withheld(PartKind.DOCUMENT, None)
    assert reason is not None
    assert "masked is enclosed" in reason.en
    assert of_a.withheld(PartKind.MASKED_DOCUMENT, None) is None
    assert of_a.withheld(PartKind.SIGNED_DOCUMENT, None) is None


def test_the_other_partys_photographs_stay_its_own() -> None:
    reason = PARTY_A.withheld(PartKind.PHOTO, B)
    assert reason is not None
    assert "another party's" in reason.en
    assert reason.zh


def test_parties_and_insurers_wait_for_the_document_and_a_court_does_not() -> None:
    COURT.demand_document(issued=False)
    for entitlement in (INSURER, PARTY_A):
        entitlement.demand_document(issued=True)
        with pytest.raises(StepOutOfOrder, match="given once it is"):
            entitlement.demand_document(issued=False)


@pytest.mark.parametrize(
    ("actor", "court", "insurer", "party"),
    [
        ("worker:fetch-clips", True, True, True),
        ("officer:1", True, False, True),
        ("driver:B", True, False, True),
        ("insurer:cpic", True, False, False),
    ],
)
def test_who_sees_what_was_done(actor: str, court: bool, insurer: bool, party: bool) -> None:  # noqa: FBT001 - a table
    seen = [one.sees_act_of(actor, asked_by="x:1") for one in (COURT, INSURER, PARTY_A)]
    assert seen == [court, insurer, party]
    assert INSURER.sees_act_of("insurer:picc", asked_by="insurer:picc")


def test_only_a_party_has_a_letter() -> None:
    assert PARTY_A.words == "party-A"
    assert COURT.words == "court"
    with pytest.raises(ValueError, match="with letter"):
        Entitlement(recipient=Recipient.PARTY)
    with pytest.raises(ValueError, match="with letter"):
        Entitlement(recipient=Recipient.COURT, letter=A)

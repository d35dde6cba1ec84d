from dataclasses import replace

from accident_service.casefile.party_picture import PartyPicture, drawn_for
from accident_service.reports.party import PartyLetter
from tests.fakes import measured


def test_a_party_is_given_its_own_pictures_in_their_order() -> None:
    pictures = tuple(
        PartyPicture(letter, replace(measured.exhibit(), name=f"still-{number}-{letter}.png"))
        for number in (1, 2)
        for letter in PartyLetter
    )

    found = drawn_for(PartyLetter.B, pictures)

    assert [one.name for one in found] == ["still-1-B.png", "still-2-B.png"]
    assert drawn_for(PartyLetter.A, ()) == ()

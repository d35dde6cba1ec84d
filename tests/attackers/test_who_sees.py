"""Pages and the insurers' door show of a party what the table says, and never more."""

import json

import pytest
from flask import Flask

from accident_service.casefile import masking
from accident_service.casefile.who_sees import SEEN, Datum, Form, Viewer
from tests.attackers.doors import knocking
from tests.attackers.marks import IDENTITIES, NUMBERS, PHONES, TRACKING, Marks

pytestmark = pytest.mark.proves("S3", "S4")

OF = "xB"
WHOLE = {
    Datum.NAME: Marks(OF).name,
    Datum.IDENTITY_NO: IDENTITIES[OF],
    Datum.PHONE: PHONES[OF],
    Datum.PLATE: Marks(OF).plate,
    Datum.POLICY_NO: Marks(OF).policy_no,
    Datum.WORDS: Marks(OF).words,
}
SHORT = {
    Datum.NAME: masking.masked_name(WHOLE[Datum.NAME]),
    Datum.IDENTITY_NO: masking.masked_identity_no(WHOLE[Datum.IDENTITY_NO]),
    Datum.PHONE: masking.masked_phone(WHOLE[Datum.PHONE]),
    Datum.PLATE: masking.masked_plate(WHOLE[Datum.PLATE]),
    Datum.POLICY_NO: masking.masked_policy_no(WHOLE[Datum.POLICY_NO]),
}
CASE, OFFICE, NUMBER = f"/case/{TRACKING['x']}", "/officer/case/case-x", NUMBERS["x"]
# Who looks as what, at which pages; whether these pages show all that the table allows.
LOOKING: dict[Viewer, tuple[str, tuple[str, ...], bool]] = {
    Viewer.ITSELF: ("driver xB", (CASE, f"{CASE}/claim"), False),
    Viewer.OTHER_PARTY: ("driver xA", (CASE, f"{CASE}/claim"), True),
    Viewer.OFFICER_IN_CHARGE: ("officer", (OFFICE, f"{OFFICE}/scene"), True),
    Viewer.OFFICER_ELSEWHERE: ("officer elsewhere", (OFFICE, f"{OFFICE}/scene"), True),
    Viewer.HEAD: ("head", ("/officer/unit", OFFICE, CASE), True),
    Viewer.SURVEYOR: ("surveyor", ("/officer/cameras/", OFFICE, CASE), True),
    Viewer.ADMINISTRATOR: ("administrator", ("/officer/admin/retention", OFFICE, CASE), True),
    Viewer.AUDITOR: ("auditor", ("/officer/admin/audit", OFFICE, CASE), True),
    Viewer.OWN_INSURER: ("insurer CPIC", (f"/v1/determinations/{NUMBER}",), True),
    Viewer.OTHERS_INSURER: ("insurer PICC", (f"/v1/determinations/{NUMBER}",), True),
    Viewer.HOLDER_OF_DOCUMENT: ("nobody", (f"/verify?number={NUMBER}&code=0A1B2C3D",), True),
    Viewer.ANYBODY_ELSE: ("driver yA", (CASE, OFFICE, f"/v1/determinations/{NUMBER}"), True),
}


def told(app: Flask, who: str, addresses: tuple[str, ...]) -> str:
    """All that these addresses answer."""
    visitor = knocking(app, who)
    answers = (visitor.client.get(one, headers=visitor.headers) for one in addresses)
    return "".join(
        json.dumps(one.get_json(), ensure_ascii=False) if one.is_json else one.text
        for one in answers
    )


def form_in(answer: str, datum: Datum) -> Form:
    """How much of it these answers tell."""
    if WHOLE[datum] in answer:
        return Form.FULL
    short = SHORT.get(datum)
    return Form.SHORTENED if short is not None and short in answer else Form.HIDDEN


@pytest.mark.parametrize("viewer", Viewer)
def test_what_is_shown_is_what_the_table_says(app: Flask, viewer: Viewer) -> None:
    who, addresses, exactly = LOOKING[viewer]
    answer = told(app, who, addresses)
    shown = {datum: form_in(answer, datum) for datum in Datum}
    if exactly:
        assert shown == dict(SEEN[viewer])
    else:
        assert all(shown[datum] <= SEEN[viewer][datum] for datum in Datum)

"""Either driver may ask for an officer at any moment; both are told what happens then."""

from accident_service.casefile.stage import Stage
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.test_settle_online import case_of, filed, joined


def test_the_page_says_what_it_means_and_asks_once_more() -> None:
    world = FakeWorld()
    first, second, case = joined(world)
    assert f'href="{case}/officer"' in second.read(case)
    assert "without giving a reason" in second.read(f"{case}/officer")
    assert case_of(world).stage is Stage.NEGOTIATING
    assert second.post(f"{case}/officer", {}).location == case

    assert case_of(world).stage is Stage.REFERRED
    assert "You asked for an officer to come" in second.read(case)
    told = first.read(case)
    assert "The other driver asked for an officer" in told
    assert f"{case}/officer" not in told
    assert first.get(f"{case}/officer").location == case
    assert case_of(world).party_with_phone(examples.PHONE_A) is not None


def test_the_link_goes_by_text_message_only_to_a_number_given_for_that() -> None:
    world = FakeWorld()
    first = filed(world)
    case = f"/case/{case_of(world).tracking_code}"
    number = {"other_phone": examples.PHONE_B}
    page = first.read(case)
    assert "Send the link by text message" in page
    first.post(f"{case}/invite-by-phone", number, page=case)
    assert "Please tick" in first.read(case)
    first.post(f"{case}/invite-by-phone", {"other_phone": "12", "may_use": "yes"}, page=case)
    assert "11 digits" in first.read(case)
    assert world.ledger.tables.notices == {}
    first.post(f"{case}/invite-by-phone", number | {"may_use": "yes"}, page=case)
    assert "on its way" in first.read(case)
    (kept,) = world.ledger.tables.notices.values()
    assert (kept.notice.phone, kept.notice.language) == (examples.PHONE_B, "en")

"""Either driver may ask for an officer at any moment; both are told what happens then."""

from accident_service.casefile.stage import Stage
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.test_settle_online import case_of, joined


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

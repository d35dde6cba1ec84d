import pytest

from accident_service.liability.second_look import Firmness


@pytest.mark.parametrize(("same", "firm"), [(78 / 80, True), (77 / 80, False), (1.0, True)])
def test_firm_is_what_nearly_every_world_divides_alike(same: float, firm: bool) -> None:  # noqa: FBT001 - a table
    assert Firmness(worlds=80, same_share=same, rules=()).is_firm is firm

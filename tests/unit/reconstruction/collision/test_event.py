"""A contact is asked by the vehicle that took part in it."""

from dataclasses import replace

import pytest

from accident_service.quantities.identifiers import TrackId
from tests.scenes.two_vehicles import rear_end


def test_a_contact_knows_its_pair_and_each_side() -> None:
    event = rear_end().collisions[0]
    for track in event.tracks:
        assert event.side_of(track).track == track


def test_one_that_took_no_part_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        rear_end().collisions[0].side_of(TrackId("t99"))


@pytest.mark.parametrize(
    ("clock", "zone"), [(12, "front"), (1, "front"), (4, "right"), (5, "rear"), (9, "left")]
)
def test_the_zone_is_read_off_the_clock(clock: int, zone: str) -> None:
    side = replace(rear_end().collisions[0].first, clock=clock)
    assert side.zone == zone

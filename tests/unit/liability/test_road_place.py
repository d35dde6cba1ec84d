from shapely import box

from accident_service.liability.road_place import PlaceKind, RoadPlace


def test_a_place_lies_level_unless_the_map_says_which_way_is_down() -> None:
    bridge = RoadPlace(id="b", kind=PlaceKind.BRIDGE, polygon=box(0.0, 0.0, 1.0, 1.0))

    assert bridge.downhill_rad is None

"""How one lane is named in the sentences people read: by its approach and its place among others.

A lane's id in the map means nothing to a driver or a judge, so it is never written.
"""

from accident_service.liability.phrasing import Text
from accident_service.liability.road_map import Lane, RoadMap

NAMELESS = Text("", "")


def lane_words(road_map: RoadMap, lane: Lane) -> Text:
    """The lane as "E进口左起第1条" and "lane 1 from the left, approach E".

    The place is left out where it is the only lane of its direction or a path through a
    junction, the approach where the map knows none; both texts are empty if nothing is left.
    """
    place_zh, place_en = _place(road_map, lane)
    if not lane.approach:
        return Text(place_zh, place_en)
    near_en = f"{place_en}, approach {lane.approach}" if place_en else f"approach {lane.approach}"
    return Text(f"{lane.approach}进口{place_zh}", near_en)


def _place(road_map: RoadMap, lane: Lane) -> tuple[str, str]:
    """Counted from the left, as lanes are counted on Chinese roads."""
    if not lane.is_painted:
        return "", ""
    to_left, to_right = (_count_beside(road_map, lane, to_left=left) for left in (True, False))
    if to_left + to_right == 0:
        return "", ""
    return f"左起第{to_left + 1}条", f"lane {to_left + 1} from the left"


def _count_beside(road_map: RoadMap, lane: Lane, *, to_left: bool) -> int:
    """How many lanes of the same direction lie on that side, halfway along."""
    passed = {lane.id}
    middle = lane.centre_line.interpolate(0.5, normalized=True)
    beside = road_map.beside(lane, middle.x, middle.y, to_left=to_left)
    while beside is not None and beside.id not in passed:
        passed.add(beside.id)
        beside = road_map.beside(beside, middle.x, middle.y, to_left=to_left)
    return len(passed) - 1

"""Which way each party went in the junction, and whether its lane's arrow let it."""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.way_through import (
    Course,
    course_of,
    going_straight,
    off_guided_lane,
    turning,
    turning_to,
)
from accident_service.liability.phrasing import Text, angle, vehicle, verdict
from accident_service.liability.road_map import Movement
from accident_service.quantities.identifiers import TrackId

DETECTOR = "course/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """TURNING, TURNING_LEFT, TURNING_RIGHT, GOING_STRAIGHT and OFF_GUIDED_LANE of each party."""
    return tuple(fact for party, _ in seen.pairs for fact in _of(seen, party))


def _of(seen: Observation, party: TrackId) -> tuple[Fact, ...]:
    course = course_of(seen, party)
    told = dict.fromkeys(WORDS, Truth.UNKNOWN)
    if course:
        told = {
            FactKind.TURNING: turning(seen, course),
            FactKind.TURNING_LEFT: turning_to(seen, course, Movement.LEFT),
            FactKind.TURNING_RIGHT: turning_to(seen, course, Movement.RIGHT),
            FactKind.GOING_STRAIGHT: going_straight(seen, course),
            FactKind.OFF_GUIDED_LANE: off_guided_lane(seen, course),
        }
    elif not any(lane.is_painted and lane.movements for lane in seen.road_map.lanes):
        told[FactKind.OFF_GUIDED_LANE] = Truth.FALSE
    return tuple(_fact(seen, party, kind, (truth, course)) for kind, truth in told.items())


WORDS = {
    FactKind.TURNING: Text("转弯", "turning"),
    FactKind.TURNING_LEFT: Text("左转弯", "turning left"),
    FactKind.TURNING_RIGHT: Text("右转弯", "turning right"),
    FactKind.GOING_STRAIGHT: Text("直行", "going straight"),
    FactKind.OFF_GUIDED_LANE: Text(
        "未按所在导向车道行驶", "going a way its lane's arrow does not show"
    ),
}


def _fact(
    seen: Observation, party: TrackId, kind: FactKind, told: tuple[Truth, Course | None]
) -> Fact:
    truth, course = told
    us, words = vehicle(party), WORDS[kind]
    said = angle(course.turned) if course else None
    arrow_zh = arrow_en = ""
    if kind is FactKind.OFF_GUIDED_LANE and course:
        arrows = "/".join(sorted(course.arrival.allowed)) or "-"
        arrow_zh, arrow_en = f"，导向箭头：{arrows}", f", lane arrow: {arrows}"
    return Fact(
        kind=kind,
        party=party,
        truth=truth,
        value=course.turned if course else None,
        unit="rad",
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}{words.zh}：{verdict(truth).zh}，"
        + (f"车头相对进口方向转过{said.zh}（左转为正）" if said else "其进口不明")
        + arrow_zh,
        sentence_en=f"Before contact {us.en} was {words.en}: {verdict(truth).en}, "
        + (f"turned {said.en} from its approach (left positive)" if said else "approach unknown")
        + arrow_en,
    )

"""What further evidence would decide a fact that the footage leaves open."""

from collections.abc import Iterable

from accident_service.liability.fact import Fact, FactKind
from accident_service.liability.second_look import FurtherEvidence

SIGNAL_LOG = FurtherEvidence(
    code="signal-log",
    zh="信号机的放行日志，或者同时拍到信号灯的录像",
    en="the signal controller's log, or footage that shows the lights",
)
LONGER_CLIP = FurtherEvidence(
    code="longer-clip",
    zh="碰撞前更长时间的录像，例如行车记录仪或者相邻路段的摄像机",
    en="footage from longer before, such as a dash-cam or the camera up the road",
)
APPROACH_CAMERA = FurtherEvidence(
    code="approach-camera",
    zh="拍到停止线和进口车道的录像",
    en="footage of the stop line and the approach",
)
VEHICLE_RECORD = FurtherEvidence(
    code="vehicle-record",
    zh="车载事件数据记录或者卫星定位记录",
    en="the vehicle's event data or positioning record",
)
PHOTOS = FurtherEvidence(
    code="photos",
    zh="现场照片和车辆痕迹检验",
    en="photographs of the scene and an inspection of the marks on the vehicles",
)
OTHER_VIEW = FurtherEvidence(
    code="other-view",
    zh="另一角度的监控录像或者行车记录仪录像",
    en="footage from another angle, such as another camera or a dash-cam",
)

WOULD_DECIDE: dict[FactKind, FurtherEvidence] = {
    FactKind.ENTERED_ON_GREEN: SIGNAL_LOG,
    FactKind.ENTERED_ON_RED: SIGNAL_LOG,
    FactKind.ENTERED_ON_YELLOW: SIGNAL_LOG,
    FactKind.APPROACH_SIGNALLED: SIGNAL_LOG,
    FactKind.OWN_ARROW_LIGHT: SIGNAL_LOG,
    FactKind.RIGHT_TURN_WITHOUT_ARROW: SIGNAL_LOG,
    FactKind.ENTRY_SEEN: APPROACH_CAMERA,
    FactKind.OPPOSITE_APPROACHES: APPROACH_CAMERA,
    FactKind.SAME_APPROACH: APPROACH_CAMERA,
    FactKind.CROSSING_APPROACHES: APPROACH_CAMERA,
    FactKind.FROM_RIGHT_ROAD: APPROACH_CAMERA,
    FactKind.OFF_GUIDED_LANE: APPROACH_CAMERA,
    FactKind.TURNING: APPROACH_CAMERA,
    FactKind.TURNING_LEFT: APPROACH_CAMERA,
    FactKind.TURNING_RIGHT: APPROACH_CAMERA,
    FactKind.GOING_STRAIGHT: APPROACH_CAMERA,
    FactKind.CROSSED_GIVE_WAY_LINE: APPROACH_CAMERA,
    FactKind.SEEN_LONG_ENOUGH: LONGER_CLIP,
    FactKind.AHEAD_IN_PATH: LONGER_CLIP,
    FactKind.CHANGED_LANE: LONGER_CLIP,
    FactKind.ENTERED_ROAD: LONGER_CLIP,
    FactKind.OVERTAKING: LONGER_CLIP,
    FactKind.IN_QUEUE: LONGER_CLIP,
    FactKind.IN_NARROWS_FIRST: LONGER_CLIP,
    FactKind.HALF_WAY_DOWN_FIRST: LONGER_CLIP,
    FactKind.INSIDE_ROUNDABOUT_FIRST: LONGER_CLIP,
    FactKind.STATIONARY: LONGER_CLIP,
    FactKind.WAITING_IN_TRAFFIC: LONGER_CLIP,
    FactKind.ABOVE_SPEED_LIMIT: VEHICLE_RECORD,
    FactKind.REVERSING: VEHICLE_RECORD,
    FactKind.ROLLING_BACK: VEHICLE_RECORD,
    FactKind.SPED_UP_DURING_CHANGE: VEHICLE_RECORD,
    FactKind.BRAKED_BEFORE_CONTACT: VEHICLE_RECORD,
    FactKind.STRUCK_WITH_FRONT: PHOTOS,
    FactKind.STRUCK_AT_REAR: PHOTOS,
    FactKind.STRUCK_ON_SIDE: PHOTOS,
}


def further_evidence(open_facts: Iterable[Fact]) -> tuple[FurtherEvidence, ...]:
    """What would decide these facts, each kind of evidence once, in their order."""
    wanted = (WOULD_DECIDE.get(fact.kind, OTHER_VIEW) for fact in open_facts)
    return tuple(dict.fromkeys(wanted))

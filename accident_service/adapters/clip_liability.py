"""The law's part of an analysis document, and what it says when the law was not asked."""

from datetime import date

from accident_service.adapters.clip_verdicts import IN_CHINESE, ClipVerdict
from accident_service.adapters.document_numbers import Json
from accident_service.adapters.liability_records import abstention_record, liability_record
from accident_service.adapters.scene_files import SceneDescription
from accident_service.errors import (
    CalibrationUnreliable,
    CameraMoved,
    TimelineUnusable,
    VehicleLost,
)
from accident_service.liability.finding import Reason
from accident_service.liability.proposal import LiabilityProposal
from accident_service.liability.propose import propose
from accident_service.liability.rule_pack import RulePack
from accident_service.liability.rulebook import Rulebook
from accident_service.reconstruction.result import Reconstruction

NO_SCENE = Reason(
    code="no-scene",
    zh="没有现场测量数据，无法得出位置、速度、碰撞与责任。",
    en="Without a surveyed scene there are no positions, speeds, contacts or liability.",
)
NO_ROAD_MAP = Reason(
    code="no-road-map",
    zh="没有现场测量数据：车道、标线与信号灯均不明，无法得出责任。",
    en="Without a surveyed scene no lane, line or light is known, and there is no liability.",
)
NO_DAY = Reason(
    code="day-unknown",
    zh="事故日期不明，无法确定适用的法律。",
    en="The day of the accident is unknown, and with it the law that applied.",
)

_GAPS_IN_CHINESE = {
    TimelineUnusable.code: "录像时间戳不可用",
    CalibrationUnreliable.code: "现场标定不可靠",
    CameraMoved.code: "摄像机视角改变",
    VehicleLost.code: "未能持续跟踪车辆",
}


def proposed(
    found: Reconstruction,
    scene: SceneDescription,
    day: date | None,
    pack: RulePack | None = None,
    *,
    clip: str = "",
) -> LiabilityProposal | None:
    """What the law of that day proposes; None where the day is unknown.

    Args:
        pack: The city's list; None for the national rules.
        clip: The recording's name, for the pointers to the evidence.
    """
    if day is None:
        return None
    rulebook = Rulebook.built_in(pack)
    return propose(
        found, scene.road_map, scene.signals, occurred_on=day, rulebook=rulebook, clip=clip
    )


def liability_of(proposal: LiabilityProposal | None) -> Json:
    """The proposal's record; an abstention where the day is unknown."""
    return abstention_record(NO_DAY) if proposal is None else liability_record(proposal)


def day_shown(scene: SceneDescription) -> date | None:
    """The day burnt into the picture; None where none was read."""
    try:
        return date.fromisoformat(scene.osd_start[:10])
    except ValueError:
        return None


def unmeasured(code: str, detail: str) -> Json:
    """The abstention over a clip that gave nothing to judge.

    Args:
        code: A clip's verdict, or the code of the evidence that is missing.
    """
    known = code in set(ClipVerdict)
    zh = IN_CHINESE[ClipVerdict(code)] if known else _GAPS_IN_CHINESE.get(code, "证据不足")
    return abstention_record(Reason(code=code, zh=f"录像无法用于测量：{zh}。", en=detail))

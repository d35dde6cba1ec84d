"""Why a camera is asked, or is not, in words: one line for each thing that was weighed."""

import math
from dataclasses import dataclass, field

from accident_service.footage.camera_view import CameraView, Purpose
from accident_service.footage.health import Health
from accident_service.footage.network import rules_of

# Looking along the road, vehicles hide one another. [design]
FLAT_VIEW_RAD = math.radians(8)
OF_LATE = {
    Health.FAILING: (
        "近来调取均未成功，排序靠后",
        "of late no recording could be had; later for that",
    ),
    Health.UNSTEADY: (
        "近来部分调取失败，排序靠后",
        "of late some requests failed; later for that",
    ),
}
# A share below this is not worth a line. [design]
WORTH_SAYING = 0.01


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was weighed, in both languages; `against` where it speaks against."""

    zh: str
    en: str
    against: bool = field(default=False, kw_only=True)


def factors(view: CameraView) -> tuple[Told, ...]:
    """Everything that was weighed, the place first."""
    seen = (_place(view), *_hidden(view), *_approach(view))
    return (*seen, _angle(view), _accuracy(view), _clock(view), *_health(view), _kept(view))


def reason_zh(view: CameraView) -> str:
    """Why it is asked, in one sentence."""
    network = rules_of(view.camera.network).name_zh
    told = "；".join(one.zh for one in factors(view))
    return f"{network}摄像机“{view.camera.name_zh}”：{told}"


def reason_en(view: CameraView) -> str:
    """Why it is asked, in one sentence."""
    network = rules_of(view.camera.network).name_en
    told = "; ".join(one.en for one in factors(view))
    return f"“{view.camera.name_en}” ({network}): {told}"


def _place(view: CameraView) -> Told:
    percent = round(100 * view.coverage.share_seen)
    away_m = view.coverage.distance_m
    if not view.coverage.sees_place:
        return Told(
            "拍摄范围不含事故可能地点", "it does not see where it may have happened", against=True
        )
    return Told(
        f"拍摄范围覆盖事故可能地点的{percent}%，距离约{away_m:.0f}米",
        f"it covers {percent} % of where it may have happened, about {away_m:.0f} m away",
    )


def _hidden(view: CameraView) -> tuple[Told, ...]:
    if view.coverage.share_hidden < WORTH_SAYING:
        return ()
    percent = round(100 * view.coverage.share_hidden)
    return (
        Told(
            f"另有{percent}%被建筑等遮挡",
            f"a further {percent} % is hidden behind what stands in the way",
            against=True,
        ),
    )


def _approach(view: CameraView) -> tuple[Told, ...]:
    share = view.coverage.share_of_approach
    if share is None:
        return ()
    percent = round(100 * share)
    if view.purpose is Purpose.APPROACH:
        return (
            Told(
                f"可看到车辆驶来路段的{percent}%，其他摄像机看不全，因此一并调取",
                f"it shows {percent} % of the way the vehicles came, which others do not show"
                " whole, and is asked for that",
            ),
        )
    return (
        Told(
            f"可看到驶来路段（最后30米）的{percent}%",
            f"it shows {percent} % of the last 30 m of the lanes leading there",
            against=share == 0,
        ),
    )


def _angle(view: CameraView) -> Told:
    degrees = math.degrees(view.coverage.view_down_rad)
    flat = view.coverage.view_down_rad < FLAT_VIEW_RAD
    more_zh, more_en = (
        ("，车辆易相互遮挡", ", where vehicles hide one another") if flat else ("", "")
    )
    return Told(
        f"俯视角约{degrees:.0f}度{more_zh}",
        f"it looks down at {degrees:.0f}°{more_en}",
        against=flat,
    )


def _accuracy(view: CameraView) -> Told:
    sigma_m, surveyed = view.coverage.expected_sigma_m, view.coverage.sigma_is_surveyed
    how_zh, how_en = ("按标定", "by its survey") if surveyed else ("按经验估计", "by rule of thumb")
    return Told(
        f"预计定位误差约{sigma_m:.2f}米（{how_zh}）",
        f"expected position sigma {sigma_m:.2f} m ({how_en})",
    )


def _clock(view: CameraView) -> Told:
    offset_s, doubt_s = view.camera.clock_offset_s.value, view.clock_doubt_s
    return Told(
        f"该机时钟偏差{offset_s:+.1f}秒（±{doubt_s:.1f}秒）",
        f"its clock is off by {offset_s:+.1f} s (± {doubt_s:.1f} s)",
    )


def _health(view: CameraView) -> tuple[Told, ...]:
    zh, en = OF_LATE.get(view.health, ("", ""))
    return (Told(zh, en, against=True),) if zh else ()


def _kept(view: CameraView) -> Told:
    until = view.kept_until_at.date()
    if view.overwritten:
        gone = f"recordings were kept until {until}: gone"
        return Told(f"录像仅保存至{until}，已被覆盖", gone, against=True)
    return Told(f"录像保存至{until}", f"recordings kept until {until}")

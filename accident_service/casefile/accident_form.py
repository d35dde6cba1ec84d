"""The form of an accident (事故形态), from where the two vehicles touched.

It describes what met what and blames nobody; so it rests on the two contact places alone.
"""

from enum import StrEnum


class Zone(StrEnum):
    """A side of a vehicle."""

    FRONT = "front"
    REAR = "rear"
    SIDE = "side"


ZONE_OF_HOUR: dict[int, Zone] = {
    hour: zone
    for zone, hours in (
        (Zone.FRONT, (11, 12, 1)),
        (Zone.REAR, (5, 6, 7)),
        (Zone.SIDE, (2, 3, 4, 8, 9, 10)),
    )
    for hour in hours
}

FORMS: dict[frozenset[Zone], tuple[str, str]] = {
    frozenset({Zone.FRONT, Zone.REAR}): ("追尾碰撞", "front-to-rear collision"),
    frozenset({Zone.FRONT}): ("正面碰撞", "front-to-front collision"),
    frozenset({Zone.FRONT, Zone.SIDE}): ("侧面碰撞", "front-to-side collision"),
    frozenset({Zone.SIDE}): ("侧面刮擦", "side-to-side scrape"),
    frozenset({Zone.REAR, Zone.SIDE}): ("尾部与侧面碰撞", "rear-to-side collision"),
    frozenset({Zone.REAR}): ("尾部相撞", "rear-to-rear collision"),
}
UNKNOWN_FORM = ("车辆间碰撞", "collision between vehicles")


def accident_form(hours: tuple[int, ...]) -> tuple[str, str]:
    """The form in Chinese and English, from the two contact places as hours of a clock.

    With fewer than two places known, only that vehicles collided is said.
    """
    if len(hours) != 2:
        return UNKNOWN_FORM
    return FORMS[frozenset(ZONE_OF_HOUR[hour] for hour in hours)]

"""Rules as a list of many cases names them: what happened, in a few words."""

from flask_babel import LazyString, lazy_gettext

RULE_NAMES: dict[str, LazyString] = {
    "R01": lazy_gettext("Rear-end collision"),
    "R02": lazy_gettext("Changing lanes"),
    "R03": lazy_gettext("Both changing lanes"),
    "R03L": lazy_gettext("Both changing lanes"),
    "R04": lazy_gettext("On the oncoming side"),
    "R05": lazy_gettext("Crossing a solid line"),
    "R06": lazy_gettext("Passing a red light"),
    "R07": lazy_gettext("Turning against straight on"),
    "R08": lazy_gettext("Turning right on red"),
    "R09": lazy_gettext("Turning right against turning left"),
    "R10": lazy_gettext("Give-way sign or line"),
    "R11": lazy_gettext("Priority of the right"),
    "R12": lazy_gettext("Turning at a junction without signals"),
    "R13": lazy_gettext("Entering a roundabout"),
    "R14": lazy_gettext("Overtaking a turning vehicle"),
    "R15": lazy_gettext("Overtaking against oncoming traffic"),
    "R16": lazy_gettext("Overtaking on the right"),
    "R17": lazy_gettext("Overtaking where forbidden"),
    "R18": lazy_gettext("U-turn"),
    "R19": lazy_gettext("U-turn where forbidden"),
    "R20": lazy_gettext("Reversing"),
    "R21": lazy_gettext("Rolling away"),
    "R22": lazy_gettext("Opening a door"),
    "R23": lazy_gettext("Against the lane's arrow"),
    "R24": lazy_gettext("Pushing into a queue"),
    "R25": lazy_gettext("Merging in turn"),
    "R26": lazy_gettext("Entering the road"),
    "R27": lazy_gettext("Hitting a standing vehicle"),
    "R28": lazy_gettext("Meeting on a narrow road"),
    "R29": lazy_gettext("Blocking a junction"),
    "R30": lazy_gettext("In a bus lane"),
    "R31": lazy_gettext("Joining from a ramp"),
}


def rule_name(code: str) -> str:
    """The rule in a few words, or its code where it has none."""
    return str(RULE_NAMES.get(code, code))

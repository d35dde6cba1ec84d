"""What the scripts of the review screen say, in the reader's language."""

from flask_babel import gettext

from accident_service.reports.party import PartyLetter
from accident_service.web.language import spoken
from accident_service.web.words import PARTIES


def bench_words() -> dict[str, object]:
    """Every sentence by name; {braces} are filled by the script that says it."""
    return {
        "at_contact": gettext("at the contact"),
        "before_contact": gettext("%(time)s s before the contact", time="{time}"),
        "after_contact": gettext("%(time)s s after the contact", time="{time}"),
        "at_time": gettext("%(time)s s into the recording", time="{time}"),
        "at_this_moment": gettext(
            "%(time)s s, %(since)s: %(vehicles)s; gap %(gap)s",
            time="{time}",
            since="{since}",
            vehicles="{vehicles}",
            gap="{gap}",
        ),
        "frame": gettext(
            "Frame %(number)s of %(all)s · %(time)s s · as analysed",
            number="{number}",
            all="{all}",
            time="{time}",
        ),
        "event": gettext("%(what)s, %(time)s s", what="{what}", time="{time}"),
        "vehicle": gettext("Vehicle %(track)s", track="{track}"),
        "signal": gettext("Signal %(approach)s", approach="{approach}"),
        "contact": gettext("Contact"),
        "others": gettext("Other vehicles"),
        "not_seen": gettext("not seen"),
        "together": gettext("Side by side"),
        "agrees": gettext("agrees"),
        "differs": gettext("contradicts"),
        "open": gettext("cannot be told"),
        "comma": gettext(", "),
        "colon": gettext(": "),
        "kinds": _kinds(),
        "phases": _phases(),
        "party": {letter.value: str(PARTIES[letter]) for letter in PartyLetter},
        "letter": {"A": spoken("甲", "A"), "B": spoken("乙", "B")},
    }


def _kinds() -> dict[str, str]:
    """What happened, in the word or two beside a mark of the timeline."""
    return {
        "braked": gettext("brakes"),
        "line-crossed": gettext("over a line"),
        "stop-line": gettext("over the stop line"),
        "entered-conflict-area": gettext("enters the junction"),
        "rest": gettext("at rest"),
    }


def _phases() -> dict[str, str]:
    return {
        "red": gettext("red"),
        "yellow": gettext("yellow"),
        "green": gettext("green"),
        "off": gettext("off"),
    }

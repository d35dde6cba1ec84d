"""What the scripts of the review screen say, in the reader's language."""

from flask_babel import gettext

from accident_service.liability.robustness.graded import WORLDS
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
        **_place_words(),
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


def _place_words() -> dict[str, str]:
    """How a place that an officer has in mind is told."""
    return {
        "told_place": gettext("%(letter)s as told by an officer", letter="{letter}"),
        "placed_nothing": gettext(
            "Drag the vehicle, or move it by arrow keys: 0.1 m, with Shift 1 m; [ and ] turn it."
        ),
        "placed": gettext(
            "%(vehicle)s at %(time)s s: %(where)s",
            vehicle="{vehicle}",
            time="{time}",
            where="{where}",
        ),
        "placed_ahead": gettext("%(value)s m ahead", value="{value}"),
        "placed_behind": gettext("%(value)s m back", value="{value}"),
        "placed_left": gettext("%(value)s m to its left", value="{value}"),
        "placed_right": gettext("%(value)s m to its right", value="{value}"),
        "turned_left": gettext("turned %(value)s° to the left", value="{value}"),
        "turned_right": gettext("turned %(value)s° to the right", value="{value}"),
        "placed_moment": gettext(
            "Contact at the moment shown, %(time)s s. Drag its mark, or move it by arrow keys.",
            time="{time}",
        ),
        "placed_contact": gettext(
            "Contact at %(time)s s, at (%(x)s, %(y)s) m", time="{time}", x="{x}", y="{y}"
        ),
    }


def graded_words() -> dict[str, str]:
    """What the sliders of “slower, or braking sooner” say; {braces} are filled by the script."""
    return {
        "speed": gettext("%(party)s no faster than", party="{party}"),
        "reaction": gettext("%(party)s braking so long after the danger showed", party="{party}"),
        "kmh": gettext("%(value)s km/h", value="{value}"),
        "seconds": gettext("%(value)s s", value="{value}"),
        "as_driven": gettext(" (as driven)"),
        "usual": gettext(" (as usually supposed)"),
        "above_limit": gettext(" (above the limit)"),
        "avoided_true": gettext(
            "No contact; nearest %(low)s to %(high)s m", low="{low}", high="{high}"
        ),
        "avoided_false": gettext("They would still touch"),
        "avoided_unknown": gettext(
            "Cannot be told; nearest %(low)s to %(high)s m", low="{low}", high="{high}"
        ),
        "nearing": gettext(
            "Cannot be told: still nearing when the look ends, by then %(low)s to %(high)s m apart",
            low="{low}",
            high="{high}",
        ),
        "hint": gettext(
            "Everything else as it was driven. Each interval (k = 2) is over %(count)d worlds that"
            " may have been, with every measurement moved within its errors.",
            count=WORLDS,
        ),
        "none": gettext("Neither speed nor reaction can be varied here."),
        "failed": gettext(
            "This could not be worked out just now. Unfold it again to try once more."
        ),
    }

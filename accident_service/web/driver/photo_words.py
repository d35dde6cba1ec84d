"""What photographs are asked for, and what is wrong with one, as people read it."""

from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.photo import Shot, SkipReason
from accident_service.casework.photo_verdicts import PhotoVerdict

SHOTS: dict[Shot, LazyString] = {
    Shot.FRONT: lazy_gettext("Both cars, from ahead"),
    Shot.REAR: lazy_gettext("Both cars, from behind"),
    Shot.CONTACT: lazy_gettext("Where they touched"),
    Shot.LINES: lazy_gettext("The lines on the road"),
    Shot.SIGNALS: lazy_gettext("The traffic lights"),
    Shot.ARMS: lazy_gettext("Each road that meets here"),
    Shot.SIGNS: lazy_gettext("The road signs"),
    Shot.WAY_OUT: lazy_gettext("The parking space or exit"),
    Shot.OTHER: lazy_gettext("Anything else"),
}

WHY: dict[Shot, LazyString] = {
    Shot.FRONT: lazy_gettext(
        "Stand 3 to 5 metres ahead and to one side, so that both cars, plates and the lanes show."
    ),
    Shot.REAR: lazy_gettext("The same from behind: it shows how the cars stood to each other."),
    Shot.CONTACT: lazy_gettext("Close up, both cars in the picture: it shows how they met."),
    Shot.LINES: lazy_gettext(
        "Straight along the lane: whether the line is solid or broken decides who may cross it."
    ),
    Shot.SIGNALS: lazy_gettext("With the cars in the picture: it shows which lights were yours."),
    Shot.ARMS: lazy_gettext("One picture down each road: it shows who came from where."),
    Shot.SIGNS: lazy_gettext("A sign may forbid turning here, or give one of you the way."),
    Shot.WAY_OUT: lazy_gettext("It shows from where a car moved into the road."),
    Shot.OTHER: lazy_gettext("Brake marks, broken parts, whatever you think matters."),
}

SKIPS: dict[SkipReason, LazyString] = {
    SkipReason.UNSAFE: lazy_gettext("It is not safe to take any here"),
    SkipReason.ALREADY_MOVED: lazy_gettext("The cars have been moved already"),
    SkipReason.NO_CAMERA: lazy_gettext("My phone cannot take any now"),
}

REFUSALS: dict[str, LazyString] = {
    PhotoVerdict.EMPTY: lazy_gettext("The file is empty. Take the photo again."),
    PhotoVerdict.TOO_LARGE: lazy_gettext(
        "The photo is larger than 15 MB. Choose a smaller size in your camera's settings, or send"
        " a screenshot of it."
    ),
    PhotoVerdict.TOO_MANY: lazy_gettext("12 photos are enough. Remove one to send another."),
    PhotoVerdict.NOT_A_PICTURE: lazy_gettext("This is not a photo. Send a JPEG, PNG or WebP."),
    PhotoVerdict.HEIC: lazy_gettext(
        "This is a HEIC photo, which we cannot open. On an iPhone choose Settings, Camera,"
        " Formats, Most Compatible, or send a screenshot of the photo."
    ),
    PhotoVerdict.ANIMATED: lazy_gettext("This picture moves. Send a plain photo."),
    PhotoVerdict.TOO_MANY_PIXELS: lazy_gettext(
        "The photo has too many pixels. Choose a smaller size in your camera's settings."
    ),
    PhotoVerdict.DAMAGED: lazy_gettext("The photo is damaged. Take it again."),
}


def refusal_in_words(verdict: str) -> str:
    """Why a photograph was not taken, and what to do."""
    return str(REFUSALS.get(verdict, REFUSALS[PhotoVerdict.DAMAGED]))

"""What the law found missing in an officer's form, in the officer's language."""

from flask_babel import LazyString, lazy_gettext

from accident_service.errors import InvalidDecision

BY_BEGINNING: dict[str, LazyString] = {
    "note how the party refused": lazy_gettext("Note how the party refused."),
    "note the terms": lazy_gettext("Note the terms agreed on, or why there are none."),
    "give a reason": lazy_gettext("Give a reason of at least 10 characters."),
    "your account does not say": lazy_gettext(
        "Your account does not say which unit is the next higher one; have it entered."
    ),
    "say who gets the copy": lazy_gettext("Say who gets the copy."),
    "say in at least 6 characters what it is for": lazy_gettext(
        "Say in at least 6 characters what the copy is for."
    ),
    "say in at least 10 characters why more is needed": lazy_gettext(
        "Say in at least 10 characters why more is needed."
    ),
    "the window may grow": lazy_gettext(
        "The window may grow up to the seconds named, and not shrink."
    ),
    "nothing more": lazy_gettext("Widen the window, or choose a camera that was not asked."),
    "the site has no": lazy_gettext("Choose cameras of this site."),
    "say in at least": lazy_gettext("Say in at least 10 characters what you ask for."),
    "say whom you ask": lazy_gettext("Say whom you ask, and what for."),
    "the answer is due": lazy_gettext("Choose a day within the next 30 days."),
    "state what was found": lazy_gettext("State what was examined and found."),
    "an order to determine": lazy_gettext(
        "An order to determine anew, and only that, names its grounds."
    ),
    "upholding after correction": lazy_gettext(
        "Upholding after correction, and only that, says what was corrected."
    ),
    "a determination can be": lazy_gettext("Choose an outcome the law has for a determination."),
    "a certificate can be": lazy_gettext("Choose an outcome the law has for a certificate."),
}


def in_words(refusal: InvalidDecision) -> LazyString | str:
    """The refusal as people read it; one that is not listed stands for itself."""
    said = str(refusal)
    return next((words for start, words in BY_BEGINNING.items() if said.startswith(start)), said)

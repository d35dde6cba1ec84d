"""What templates of photographs may ask: the desk of a draft, the words, what was refused."""

from flask import Flask

from accident_service.web.driver.photo_desk import into_here, photo_desk
from accident_service.web.driver.photo_words import REFUSALS, SHOTS, SKIPS, WHY
from accident_service.web.driver.photos import told_of_photos
from accident_service.web.officer.photos import photos_of


def install(app: Flask) -> None:
    """Offer them to every template; the wizard's own pages know nothing of photographs."""
    app.jinja_env.globals.update(
        photos_of=photos_of,
        photo_desk=photo_desk,
        photos_into=into_here,
        photo_shots=SHOTS,
        photo_why=WHY,
        photo_skips=SKIPS,
        photo_refusals=REFUSALS,
        told_of_photos=told_of_photos,
    )

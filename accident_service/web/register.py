"""Hang the pages into an app."""

from flask import Flask
from flask_babel import get_locale

from accident_service.casework.casework import Casework
from accident_service.web import (
    csrf,
    headers,
    language,
    party_words,
    photo_parts,
    problems,
    request_trail,
    service,
    throttle,
)
from accident_service.web.access import Caller, lets_in
from accident_service.web.assets import asset_url
from accident_service.web.contradictions import contradiction_lines
from accident_service.web.driver.blueprint import BLUEPRINT as DRIVER_PAGES
from accident_service.web.figures import FILTERS
from accident_service.web.insurers_guide import insurers_guide  # noqa: F401 - its route hangs itself in
from accident_service.web.officer.blueprint import BLUEPRINT as OFFICER_PAGES
from accident_service.web.operating import ready  # noqa: F401 - its routes hang themselves in
from accident_service.web.verification import BLUEPRINT as PUBLIC_PAGES
from accident_service.web.visitor import OFFICER_SHIFT


def register(app: Flask, casework: Casework) -> None:
    """Make `app` answer with the pages of drivers and officers.

    The app brings `SECRET_KEY`, and in production `SESSION_COOKIE_SECURE`,
    `PUBLIC_BASE_URL` and `RATELIMIT_STORAGE_URI`; everything else is set here.
    """
    service.keep(app, casework)
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=OFFICER_SHIFT,
    )
    for part in (request_trail, csrf, headers, language, throttle, problems):
        part.install(app)
    photo_parts.install(app)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        asset_url=asset_url,
        chosen_language=language.chosen_language,
        html_language=lambda: language.HTML_LANGUAGE[language.chosen_language()],
        own_names=language.OWN_NAMES,
        spoken=language.spoken,
        spoken_pair=language.spoken_pair,
        told=party_words.told,
        contradiction_lines=contradiction_lines,
        get_locale=get_locale,
        lets_in=lambda caller: lets_in(Caller(caller)),
    )
    for blueprint in (PUBLIC_PAGES, DRIVER_PAGES, OFFICER_PAGES):
        app.register_blueprint(blueprint)

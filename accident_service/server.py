"""One app with both doors: pages for drivers and officers, the API for insurers."""

from apiflask import APIFlask

from accident_service import __version__, api, web
from accident_service.casework.casework import Casework
from accident_service.settings import Settings


def create_app(casework: Casework, settings: Settings, *, secret_key: str) -> APIFlask:
    """The app, ready to be served.

    Args:
        secret_key: Signs session cookies; the same in every web process.
    """
    app = APIFlask("accident_service", title="Accident service", version=__version__)
    app.config.update(
        SECRET_KEY=secret_key,
        PUBLIC_BASE_URL=settings.public_url,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
    )
    web.register(app, casework)
    api.register(app, casework)
    return app

"""The pages on a loopback port, and Debian's Chromium to look at them."""

import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Playwright, ViewportSize
from werkzeug.serving import make_server

from accident_service import web
from tests.fakes.casework import FakeWorld

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@contextmanager
def served(world: FakeWorld) -> Iterator[str]:
    """The pages on these fakes; yields their address."""
    app = Flask("accident_service")
    app.config.update(SECRET_KEY="for tests only")
    web.register(app, world.casework())
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def launch(playwright: Playwright) -> Browser:
    """Chromium without a screen."""
    return playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    )


def window(
    browser: Browser, size: ViewportSize, language: str, *, script: bool = True, dark: bool = False
) -> BrowserContext:
    """A fresh browser profile."""
    context = browser.new_context(
        viewport=size,
        locale=LOCALES[language],
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
        has_touch=size is PHONE,
    )
    context.set_default_timeout(10_000)
    return context

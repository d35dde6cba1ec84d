"""Which language a page speaks: the visitor's choice, else the browser's, else Chinese."""

from flask import Flask, request, session
from flask_babel import get_locale

from accident_service.web.catalogues import PoBabel

LOCALES = {"zh": "zh_Hans_CN", "en": "en"}
HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}
OWN_NAMES = {"zh": "中文", "en": "English"}
LEGAL_TIMEZONE = "Asia/Shanghai"


def install(app: Flask) -> None:
    """Speak both languages, in Beijing time."""
    PoBabel().init_app(
        app,
        default_locale=LOCALES["zh"],
        default_timezone=LEGAL_TIMEZONE,
        locale_selector=_locale,
    )


def chosen_language() -> str:
    """The language of this request, "zh" or "en"."""
    chosen = session.get("language")
    if chosen in LOCALES:
        return str(chosen)
    return request.accept_languages.best_match(["zh", "en", "zh-CN", "zh-Hans"], "zh")[:2]


def spoken(chinese: str, english: str) -> str:
    """Whichever of the two the reader understands."""
    return chinese if str(get_locale()).startswith("zh") else english


def spoken_pair(pair: tuple[str, str]) -> str:
    """The same for a (Chinese, English) pair."""
    return spoken(*pair)


def _locale() -> str:
    return LOCALES[chosen_language()]

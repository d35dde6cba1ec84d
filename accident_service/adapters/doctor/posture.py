"""Settings that are fine on a desk and not at a roadside."""

from collections.abc import Iterator
from dataclasses import dataclass

from accident_service.adapters.doctor.finding import Finding, doubtful, ok

LOOPBACK = ("127.", "localhost", "[::1]", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """What the settings say of how the service meets the world."""

    public_url: str
    host: str
    secure_cookies: bool
    demo: bool
    messages_go_out: bool  # to people's phones, rather than to a file or the terminal
    trusted_proxies: int


def posture(settings: Posture) -> Iterator[Finding]:
    """What an operator should know of the settings as they are."""
    address = settings.public_url.partition("://")[2]
    at_home = address.startswith(LOOPBACK)
    found = [
        (
            at_home,
            f"people are sent to {settings.public_url}: only this machine can follow",
            "set ACCIDENT_SERVICE_PUBLIC_URL to the address drivers and insurers use",
        ),
        (
            not at_home and settings.public_url.startswith("http:"),
            f"{settings.public_url} is not over TLS",
            "put a proxy with a certificate before it and set https://…",
        ),
        (
            not at_home and not settings.secure_cookies,
            "cookies go over lines without TLS",
            "set ACCIDENT_SERVICE_SECURE_COOKIES=yes",
        ),
        (
            settings.public_url.startswith("https:") and not settings.trusted_proxies,
            "no proxy is trusted: everybody seems to come from the proxy's address",
            "set ACCIDENT_SERVICE_TRUSTED_PROXIES to how many stand before the service",
        ),
        (
            settings.demo,
            "the demo's pages are on, with codes for everybody to read",
            "unset ACCIDENT_SERVICE_DEMO",
        ),
        (
            not settings.messages_go_out,
            "no messenger: codes and notices are written down here and reach nobody's phone",
            "set ACCIDENT_SERVICE_MESSENGER",
        ),
    ]
    for holds, told, do in found:
        if holds:
            yield doubtful("settings", told, do)
    if not any(holds for holds, _told, _do in found):
        yield ok("settings", f"for {settings.public_url}")

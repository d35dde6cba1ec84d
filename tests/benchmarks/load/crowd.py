"""People and programs that use the service at once, each in a thread, by its pages and its API."""

import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import mechanicalsoup
import requests
from requests.adapters import HTTPAdapter
from typing_extensions import override

# What in an address is one case's own; the rest names the page.
_IDS = (r"[0-9a-f]{32}", r"[0-9a-f]{8}-[0-9a-f-]{27}", r"[A-Z0-9]{8}", r"\d{10,12}-\d{4}-\d{6}")
_OWN = re.compile(rf"/(?:{'|'.join(_IDS)})(?=/|$)")


@dataclass(slots=True)
class Stopwatch:
    """How long every answer took, by page."""

    times_s: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, answer: requests.Response) -> None:
        """Count one answer: seconds from the request until its headers were there."""
        page = _OWN.sub("/…", urlsplit(answer.url).path)
        name = f"{kind}: {answer.request.method} {page}"
        with self._lock:
            self.times_s[name].append(answer.elapsed.total_seconds())
            if answer.status_code >= 400:
                self.refused[f"{name} ({answer.status_code})"] += 1


class FromAddress(HTTPAdapter):
    """Calls from one address of the loopback network, so that not all are one visitor."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    @override
    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **named: Any
    ) -> None:
        named["source_address"] = (self._address, 0)
        super().init_poolmanager(connections, maxsize, block, **named)


Act = Callable[[random.Random], None]


def session_of(kind: str, number: int, watch: Stopwatch) -> requests.Session:
    """A client with an address of its own, every answer of which is timed."""
    session = requests.Session()
    address = f"127.1.{number // 250}.{1 + number % 250}"
    session.mount("http://", FromAddress(address))
    session.hooks["response"].append(lambda answer, **_named: watch.note(kind, answer))
    return session


def browser_of(session: requests.Session) -> mechanicalsoup.StatefulBrowser:
    """A browser without scripts on this session."""
    return mechanicalsoup.StatefulBrowser(
        session=session, soup_config={"features": "html.parser"}, raise_on_404=False
    )


@contextmanager
def busy(*acts: Act, pause_s: float) -> Iterator[None]:
    """Repeat every act in a thread of its own, with a pause in between, until the block ends."""
    over = threading.Event()
    threads = [
        threading.Thread(target=_repeat, args=(act, over, pause_s, seed), daemon=True)
        for seed, act in enumerate(acts)
    ]
    for one in threads:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in threads:
            one.join(60.0)


def _repeat(act: Act, over: threading.Event, pause_s: float, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nobody's secret
    while not over.is_set():
        act(chance)
        over.wait(chance.uniform(0.5, 1.5) * pause_s)


def until(done: Callable[[], bool], within_s: float, every_s: float = 0.5) -> float:
    """Wait for it; the seconds that took.

    Raises:
        TimeoutError: It did not come.
    """
    began_s = time.monotonic()
    while not done():
        if time.monotonic() - began_s > within_s:
            raise TimeoutError(f"not done after {within_s:.0f} s")
        time.sleep(every_s)
    return time.monotonic() - began_s

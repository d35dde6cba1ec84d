"""How soon an officer can work: `python -m tests.benchmarks.review --keep FOLDER`.

A real case with two 30 s clips at 1080p lies on the desk of the real service. The case's page is
opened in Chromium by a signed-in officer, cold (no picture cut, no browser cache) and warm, and
the time is told from the navigation to the first still, and to the first still of the other
camera, asked for by its key the moment the first one stands: then both cameras and keys answer.
The first run in a folder renders and analyses the clips, which takes minutes.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.benchmarks.review_stand import OpenDesk, desk_with_case
from tests.browser.served import DESK, launch, window

DRAWN_WITHIN_S = 60.0
ASKED_FOR = """() => {
  const all = performance.getEntries().filter((one) => "transferSize" in one);
  return [all.length, all.reduce((sum, one) => sum + one.transferSize, 0)];
}"""
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
HEADINGS = (
    "| opened | first still, ms | both cameras, ms | slowest, ms | service's processor, ms |"
    " browser's, ms | requests | KB |\n|---|---|---|---|---|---|---|---|"
)
# Runs in the page: once the review stands, asks for the other camera by its key, and notes when
# its first still is drawn. All times are the page's own, from the navigation on.
WATCHER = """
(() => {
  const look = () => {
    const ready = performance.getEntriesByName("review-ready")[0];
    const second = document.querySelectorAll("figure.camera")[1];
    if (ready && second && !window.askedForSecond) {
      window.askedForSecond = true;
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "v", bubbles: true }));
    }
    const drawn = second && !second.hidden && !second.classList.contains("waiting")
      && second.querySelector("[data-caption]").textContent;
    if (ready && drawn) window.bothDrawn = [ready.startTime, performance.now()];
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What one opening took."""

    first_ms: float
    both_ms: float
    service_ms: float
    browser_ms: float
    requests: int
    kilobytes: float


def main(arguments: list[str]) -> None:
    """Prepare where need be, open again and again, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.review")
    parser.add_argument("--keep", type=Path, required=True, help="a folder, filled once")
    parser.add_argument("--times", type=int, default=5, help="openings of each kind")
    options = parser.parse_args(arguments)
    with desk_with_case(options.keep.absolute()) as desk, sync_playwright() as playwright:
        browser = launch(playwright)
        print(HEADINGS)
        just_started = [_cold(browser, desk)]
        print(_line("cold, the service just started", just_started), flush=True)
        cold = [_cold(browser, desk) for _ in range(options.times)]
        print(_line("cold", cold), flush=True)
        with _profile(browser, desk) as profile:
            _opened(profile, desk)
            warm = [_opened(profile, desk) for _ in range(options.times)]
        print(_line("warm", warm), flush=True)
        browser.close()


def _cold(browser: Browser, desk: OpenDesk) -> Opening:
    """Nothing cut, and a browser that knows nothing."""
    for picture in desk.frames.glob("*/*.jpg"):
        picture.unlink()
    with _profile(browser, desk) as profile:
        return _opened(profile, desk)


@contextmanager
def _profile(browser: Browser, desk: OpenDesk) -> Iterator[BrowserContext]:
    profile = window(browser, DESK, "zh")
    profile.set_default_timeout(60_000)
    profile.add_cookies([{"name": k, "value": v, "url": desk.url} for k, v in desk.cookies])
    yield profile
    profile.close()


def _opened(profile: BrowserContext, desk: OpenDesk) -> Opening:
    page = profile.new_page()
    page.add_init_script(WATCHER)
    before = _processor_s()
    page.goto(f"{desk.url}/officer/case/{desk.case}", wait_until="commit")
    first_ms, both_ms = _drawn(page)
    after = _processor_s()
    page.wait_for_load_state("networkidle")
    # Asked of the page afterwards: listening to every request would slow the page that is timed.
    requests, sent_bytes = page.evaluate(ASKED_FOR)
    page.close()
    return Opening(
        first_ms=first_ms,
        both_ms=both_ms,
        service_ms=1e3 * (after[0] - before[0]),
        browser_ms=1e3 * (after[1] - before[1]),
        requests=requests,
        kilobytes=sent_bytes / 1024,
    )


def _drawn(page: Page) -> tuple[float, float]:
    """Looked at seldom, so as not to disturb; the page itself has noted the times."""
    until_s = time.monotonic() + DRAWN_WITHIN_S
    while time.monotonic() < until_s:
        told = page.evaluate("() => window.bothDrawn ?? null")
        if told:
            return float(told[0]), float(told[1])
        time.sleep(0.1)
    raise TimeoutError(f"no still of both cameras within {DRAWN_WITHIN_S:.0f} s")


def _processor_s() -> tuple[float, float]:
    """Processor time of what this process started so far: the service's, the browser's."""
    spent = [0.0, 0.0]
    parents, ticks, names = {}, {}, {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            told = (folder / "stat").read_text()
            names[folder.name] = (folder / "cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        fields = told.rpartition(")")[2].split()
        parents[folder.name] = fields[1]
        ticks[folder.name] = sum(int(one) for one in fields[11:15])  # own and reaped children's
    for pid, own in ticks.items():
        if _descends(pid, parents):
            spent["chrom" in names[pid] or "playwright" in names[pid]] += own / TICKS_PER_S
    return spent[0], spent[1]


def _descends(pid: str, parents: dict[str, str]) -> bool:
    while pid in parents:
        pid = parents[pid]
        if pid == str(os.getpid()):
            return True
    return False


def _line(name: str, openings: list[Opening]) -> str:
    def middle(values: list[float]) -> str:
        return f"{statistics.median(values):.0f}"

    cells = [
        middle([one.first_ms for one in openings]),
        middle([one.both_ms for one in openings]),
        f"{max(one.both_ms for one in openings):.0f}",
        middle([one.service_ms for one in openings]),
        middle([one.browser_ms for one in openings]),
        middle([float(one.requests) for one in openings]),
        middle([one.kilobytes for one in openings]),
    ]
    return f"| {name} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main(sys.argv[1:])

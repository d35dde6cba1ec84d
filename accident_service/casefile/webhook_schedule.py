"""When a receiver that did not take an announcement is asked again, and when no more.

Ten tries over three days: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and
24 h, each pause shortened or lengthened by up to a fifth, so that those who failed together do
not all come back together. The pauses are those the Standard Webhooks specification proposes.
"""

from datetime import timedelta

PAUSES_S = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
JITTER = 0.2
LONGEST_ASKED_FOR = timedelta(hours=24)  # a receiver may ask for patience, not for ever [design]
# A receiver that fails is left alone for a while, whatever else waits for it. [design]
FIRST_REST_S, LONGEST_REST_S = 5, 600


def pause_after(
    failures: int, share: float, *, asked_for_s: float | None = None
) -> timedelta | None:
    """How long to wait after so many failures in a row; None when it is given up.

    Args:
        failures: Tries that failed, the last one included: 1 or more.
        share: Where between the shortest and the longest pause, 0..1; drawn by the caller.
        asked_for_s: What the receiver's Retry-After said: never sooner than that.
    """
    if failures > len(PAUSES_S):
        return None
    own = timedelta(seconds=PAUSES_S[failures - 1] * (1 - JITTER + 2 * JITTER * share))
    if asked_for_s is None:
        return own
    return max(own, min(timedelta(seconds=asked_for_s), LONGEST_ASKED_FOR))


def rest_of(failures_in_a_row: int) -> timedelta:
    """How long an endpoint is left alone after failures of whatever was sent to it."""
    doubled = FIRST_REST_S * 2 ** min(max(failures_in_a_row - 1, 0), 10)
    return timedelta(seconds=min(doubled, LONGEST_REST_S))

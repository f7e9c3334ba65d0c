"""Waiting for something to become true.

Holds: a condition with a deadline, never a pause that hopes; what did not come about is told with the last value seen.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

Found = TypeVar("Found")

WAIT_SECONDS = 15.0
LOOK_MS = 25


def until(
    condition: Callable[[], Found | None], what: str, *, page: Page | None = None, seconds: float = WAIT_SECONDS
) -> Found:
    """Ask until the answer is true, and return it.

    Give `page` where the condition reads what a listener of the browser writes: listeners run while Playwright does.
    """
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:g} s for {what}; last seen: {found!r}")
        _pause(page)


def _pause(page: Page | None) -> None:
    if page is not None:
        page.wait_for_timeout(LOOK_MS)
    else:
        time.sleep(LOOK_MS / 1000)

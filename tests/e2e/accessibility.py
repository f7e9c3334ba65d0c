"""axe-core over a page and the frames in it, in each look of the page.

Owns: which rules count, and how what they find is told.
Holds: it looks at the whole walk before it complains, so that one run tells all there is to mend.
"""

import os
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Frame, Page

from tests.e2e.words import CLIENTS

Look = Literal["light", "dark"]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Nothing else depends on the colours.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async (rules) => {
    const { violations } = await axe.run(document, { runOnly: rules, iframes: false, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}\\n    ${failureSummary}`));
}"""

# What was just opened is put in its place with the next picture, and fades in from there. Typing dots go on for ever.
COME_TO_REST = """async () => {
    const picture = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await picture();
    await picture();
    const finite = (animation) => animation.effect?.getComputedTiming().iterations !== Infinity;
    await Promise.allSettled(document.getAnimations().filter(finite).map((animation) => animation.finished));
}"""

PICTURES = "LOOKS"
"""Set to a folder, it gets a picture of each state that was inspected: for looking at all of them after a change."""


class Inspector:
    """Inspects one state after the other."""

    def __init__(self, walk: str, *looks: Look) -> None:
        self._walk = walk
        self._looks = looks
        self._found: list[str] = []
        self.states: list[str] = []

    def look(self, page: Page, state: str) -> None:
        """The page as it is now is one state."""
        self.states.append(state)
        for look in self._looks:
            page.emulate_media(color_scheme=look)
            page.evaluate(COME_TO_REST)
            rules = RULES if look == self._looks[0] else COLOURS
            found = [one for frame in page.frames for one in _find_violations(frame, rules)]
            self._found += [f"{state}, {look}: {one}" for one in found]
            self._picture(page, state, look)
        page.emulate_media(color_scheme=self._looks[0])

    def check(self) -> None:
        """Raises with all that was found."""
        assert not self._found, f"{len(self._found)} barriers:\n" + "\n".join(self._found)

    def _picture(self, page: Page, state: str, look: Look) -> None:
        folder = os.environ.get(PICTURES)
        if folder:
            name = re.sub(r"\W+", "-", f"{self._walk}-{len(self.states):02}-{state}-{look}")
            page.screenshot(path=Path(folder) / f"{name}.png")


def _find_violations(frame: Frame, rules: list[str]) -> list[str]:
    if not frame.url.startswith("http"):
        return []
    if not frame.evaluate("typeof axe !== 'undefined'"):
        frame.evaluate(_axe())
    found: list[Any] = frame.evaluate(RUN, rules)
    return [str(one) for one in found]


@cache
def _axe() -> str:
    # As an expression that leaves nothing behind but `axe` itself.
    return (CLIENTS / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8") + "\n;undefined"

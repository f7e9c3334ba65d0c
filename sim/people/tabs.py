"""What everybody does with tabs.

Owns: opening, reloading, and answering "not sent, retry".
"""

from collections.abc import Callable, Iterable
from functools import partial

from deskbell.audience.access import Viewer
from sim.browser import Browser
from sim.client.outbox import NO_ANSWER
from sim.client.tab import Tab
from sim.people.stage import Stage

LATE_SHARE = 0.3
LATE_MS_MAX = 400


def open_tab(
    stage: Stage,
    browser: Browser,
    viewer: Viewer,
    streams: Iterable[str],
    changed: Callable[[Tab], None] | None = None,
) -> Tab:
    """A new tab that follows these streams."""
    diary = stage.new_diary(f"{browser.device.name}/{len(stage.diaries)}", viewer)
    tab = Tab(browser, viewer, diary, changed)
    _show(tab, streams)
    return tab


def reload_tab(stage: Stage, tab: Tab) -> Tab:
    """The same page again: it shows nothing, and still has what was not sent."""
    unsent = tab.close()
    tab.diary.begin_anew()
    stage.trace.note(f"{tab.diary.owner} is reloaded")
    again = Tab(tab.browser, tab.viewer, tab.diary, tab.changed)
    again.restore(unsent)
    _show(again, tab.connection.positions)
    return again


def _show(tab: Tab, streams: Iterable[str]) -> None:
    """Some of what a page shows it asks for only while it is connecting."""
    later = [stream for stream in streams if tab.browser.random.random() < LATE_SHARE]
    for stream in streams:
        if stream not in later:
            tab.follow(stream)
    tab.start()
    for stream in later:
        tab.browser.after(tab.browser.random.uniform(0, LATE_MS_MAX), partial(tab.follow, stream))


def tidy(stage: Stage, tab: Tab) -> None:
    """See what was not sent, and what stopped: try again where that can help."""
    for item in tab.pending:
        if item.refusal == NO_ANSWER:
            tab.retry(item)
        elif item.refusal:
            tab.discard(item)
    if tab.connection.stopped_by:
        stage.deeds[f"start again after {tab.connection.stopped_by}"] += 1
        tab.start()

"""What everybody does with tabs.

Owns: opening, reloading, and answering "not sent, retry".
"""

from collections.abc import Callable, Iterable

from deskbell.audience.access import Viewer
from sim.browser import Browser
from sim.client.outbox import NO_ANSWER
from sim.client.tab import Tab
from sim.people.stage import Stage


def open_tab(
    stage: Stage,
    browser: Browser,
    viewer: Viewer,
    streams: Iterable[str],
    changed: Callable[[Tab], None] | None = None,
) -> Tab:
    """A new tab that follows these streams."""
    diary = stage.new_diary(f"{browser.device.name}/{len(stage.diaries)}", viewer.id)
    tab = Tab(browser, viewer, diary, changed)
    for stream in streams:
        tab.follow(stream)
    tab.start()
    return tab


def reload_tab(stage: Stage, tab: Tab) -> Tab:
    """The same page again: it shows nothing, and still has what was not sent."""
    unsent = tab.close()
    tab.diary.begin_anew()
    stage.trace.note(f"{tab.diary.owner} is reloaded")
    again = Tab(tab.browser, tab.viewer, tab.diary, tab.changed)
    for stream in tab.connection.positions:
        again.follow(stream)
    again.restore(unsent)
    again.start()
    return again


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

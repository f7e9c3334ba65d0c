"""`deskbell simulate`: what the command does, without a terminal.

Owns: going through the days, and the bar that says how far it is.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from deskbell.staffing import report
from deskbell.staffing.figures import Figures, figures_of
from deskbell.staffing.reading import read_day
from deskbell.staffing.run import live_through

BAR_CELLS = 30

Show = Callable[[int, int], None]
"""How many days of how many are done."""


def simulate(path: Path, *, as_json: bool, show: Show) -> str:
    """The figures of the day in this file. Raises `Trouble`."""
    day = read_day(path)
    lived = []
    for number in range(day.days):
        show(number, day.days)
        lived.append(live_through(day, number))
    show(day.days, day.days)
    figures: Figures = figures_of(day, lived)
    return report.as_json(figures) if as_json else report.as_table(day, figures)


def show_bar(done: int, of: int) -> None:
    """A bar on the terminal, where there is one and where it takes long enough to look at."""
    if of < 2 or not sys.stderr.isatty():
        return
    full = BAR_CELLS * done // of
    end = "\n" if done == of else ""
    sys.stderr.write(f"\r[{'█' * full}{'░' * (BAR_CELLS - full)}] {done:,} of {of:,} days{end}")
    sys.stderr.flush()

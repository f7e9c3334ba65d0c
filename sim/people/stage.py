"""The stage: what all people of a world share.

Owns: storm or calm, the words that are said (each text once), every diary, and the chats that were acknowledged.
Never: what a person does with it.
"""

from asyncio import AbstractEventLoop, Task
from collections import Counter
from collections.abc import Coroutine
from contextvars import Context
from random import Random
from typing import Any, NamedTuple

from deskbell.audience.access import Viewer
from deskbell.floor.vocabulary import Id
from sim.browser import Browser
from sim.client.diary import Diary
from sim.network.device import Device
from sim.network.internet import Internet
from sim.trace import Trace


class Opening(NamedTuple):
    """A chat whose beginning the server has acknowledged."""

    conversation: Id
    contact: Id
    cid: str
    text: str


class Stage:
    """One for a world."""

    def __init__(self, loop: AbstractEventLoop, seed: str, internet: Internet, trace: Trace) -> None:
        self._seed = seed
        self.loop = loop
        self.internet = internet
        self.trace = trace
        self.is_stormy = True
        self.diaries: list[Diary] = []
        self.browsers: list[Browser] = []
        self.openings: list[Opening] = []
        self.texts: dict[str, str] = {}
        self.deeds: Counter[str] = Counter()
        self.waiting_for_server = 0
        # Some worlds are so quiet that nothing happens unless a deadline makes it happen.
        self.pace = self.chance_of("pace").choice((1.0, 1.0, 1.0, 6.0))
        self._tasks: list[Task[None]] = []

    def chance_of(self, name: str) -> Random:
        """A source of chance of somebody's own, so that one more draw changes nobody else's life."""
        return Random(f"{self._seed} {name}")

    def new_browser(self, name: str) -> Browser:
        """A device with a browser."""
        number = len(self.browsers) + 1
        device = Device(name, f"192.0.2.{number}", self.chance_of(f"{name} line"))
        browser = Browser(self.loop, self.internet, device, self.chance_of(f"{name} browser"), self.trace)
        self.browsers.append(browser)
        return browser

    def new_diary(self, owner: str, viewer: Viewer) -> Diary:
        """For a new tab."""
        diary = Diary(owner, viewer)
        self.diaries.append(diary)
        return diary

    def new_text(self, author: str) -> str:
        """Words that nobody has said before."""
        text = f"{author} says number {len(self.texts)}"
        self.texts[text] = author
        return text

    def start(self, life: Coroutine[Any, Any, None]) -> None:
        """Let somebody live."""
        self._tasks.append(self.loop.create_task(life, context=Context()))

    def failed_lives(self) -> list[str]:
        """Whose life ended in a mistake of the simulation's own."""
        ended = [task for task in self._tasks if task.done() and not task.cancelled()]
        return [repr(task.exception()) for task in ended if task.exception() is not None]

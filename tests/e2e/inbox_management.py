"""Inbox Management on the screen: where its fields and buttons are, for the tests that walk through it.

Owns: finding them by the names under which they are announced.
Never: a press by itself, except where the way somewhere is the point.
"""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.agent import Agent
from tests.e2e.office import Inbox

TABS_MAX = 60


class InboxManagement:
    """The screens of one supervisor."""

    def __init__(self, supervisor: Agent) -> None:
        self.supervisor = supervisor
        self.page: Page = supervisor.page
        self.words = supervisor.words

    def open(self, path: str = "") -> "InboxManagement":
        """The list, or what is below it."""
        self.supervisor.go(f"/settings/inboxes{path}")
        return self

    def button(self, word: str, **values: str) -> Locator:
        """By the key of its name."""
        return self.page.get_by_role("button", name=self.words(word, **values), exact=True)

    def link(self, word: str) -> Locator:
        """By the key of its name."""
        return self.page.get_by_role("main").get_by_role("link", name=self.words(word), exact=True)

    def row(self, name: str) -> Locator:
        """The row of an inbox in the list."""
        header = self.page.get_by_role("rowheader", name=name, exact=True)
        return self.page.get_by_role("row").filter(has=header)

    @property
    def name(self) -> Locator:
        """What the inbox is called."""
        return self.page.get_by_role("textbox", name=self.words("inbox.name"))

    @property
    def timing(self) -> Locator:
        """How long an agent has to accept."""
        return self.page.get_by_role("spinbutton", name=self.words("agents.timing"))

    def mode(self, mode: str) -> Locator:
        """How chats are given out: auto or manual."""
        return self.page.get_by_role("radio", name=self.words(f"mode.{mode}"), exact=True)

    def agent(self, name: str) -> Locator:
        """The box before somebody who can be chosen."""
        return self.page.get_by_role("checkbox", name=name, exact=True)

    @property
    def time_out_action(self) -> Locator:
        """Whether anything happens when a customer goes silent."""
        return self.page.get_by_role("switch", name=self.words("inactivity.on"))

    @property
    def duration(self) -> Locator:
        """After how many minutes."""
        return self.page.get_by_role("spinbutton", name=self.words("inactivity.minutes"))

    @property
    def action(self) -> Locator:
        """What happens then."""
        return self.page.get_by_role("combobox", name=self.words("inactivity.action"))

    @property
    def message(self) -> Locator:
        """What the customer reads then."""
        return self.page.get_by_role("textbox", name=self.words("inactivity.message"))

    def choose_from_menu(self, inbox: Inbox, word: str) -> None:
        """Something in the menu of the inbox, in the list or on its page."""
        self.page.get_by_role("button", name=self.words("inboxes.actionsOf", name=inbox.name)).click()
        wanted = self.words(word)
        assert isinstance(wanted, str), "a menu's words stand alone"
        self.page.get_by_role("menuitem", name=re.compile(f"^{re.escape(wanted)}")).click()

    def save(self) -> None:
        """And it is saved."""
        self.button("section.save").click()
        self.sees_saved()

    def sees_saved(self) -> None:
        """Nothing is left to save."""
        expect(self.page.get_by_text(self.words("saved.at"))).to_be_visible()

    def tab_to(self, target: Locator) -> Locator:
        """Press Tab until it has the focus."""
        expect(target).to_be_visible()
        for _ in range(TABS_MAX):
            if target.evaluate("(element) => element === document.activeElement"):
                return target
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached with {TABS_MAX} times Tab")

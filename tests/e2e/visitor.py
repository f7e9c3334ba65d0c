"""A visitor of a shop, in a browser: what he sees of the widget, and what he does there.

Owns: finding things by the names under which they are announced.
Never: a look at frames of the protocol, at storage, at anything a visitor cannot see (tests of those say so).
"""

import re

from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

from tests.e2e.console_watch import ConsoleWatch
from tests.e2e.proxy import Network
from tests.e2e.words import Words


class Visitor:
    """Somebody at one browser. His widget is found through the page that he has open."""

    def __init__(
        self, context: BrowserContext, network: Network, watch: ConsoleWatch, origin: str, language: str
    ) -> None:
        self.context = context
        self.network = network
        self.watch = watch
        self.origin = origin
        self.words = Words("widget", language)
        self.page: Page = context.new_page()

    # ── the page and the launcher ─────────────────────────────────────────────────────────────────────────────────

    def visit(self, channel: str) -> "Visitor":
        """Open the shop."""
        self.page.goto(f"{self.origin}/try/{channel}")
        return self

    def open_tab(self, channel: str) -> "Visitor":
        """The same visitor, in another tab of the same browser."""
        other = object.__new__(Visitor)
        other.__dict__.update(self.__dict__)
        other.page = self.context.new_page()
        return other.visit(channel)

    @property
    def launcher(self) -> Locator:
        """The button in the corner."""
        return self.page.locator("deskbell-widget").get_by_role("button")

    def open(self) -> "Visitor":
        """Open the panel, and wait until it is there."""
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    # ── the panel ─────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def frame(self) -> FrameLocator:
        """The frame's document."""
        return self.page.frame_locator("deskbell-widget iframe")

    @property
    def panel(self) -> Locator:
        """All of it."""
        return self.frame.get_by_role("main")

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.frame.get_by_role("log", name=self.words("log"))

    @property
    def composer(self) -> Locator:
        """Where he writes once the chat has begun."""
        return self.frame.get_by_role("textbox", name=self.words("composer"))

    @property
    def question(self) -> Locator:
        """Where he writes before."""
        return self.frame.get_by_role("textbox", name=self.words("question"))

    def button(self, word: str) -> Locator:
        """A button of the panel, by the key of its name."""
        return self.frame.get_by_role("button", name=self.words(word), exact=True)

    def begin(self, text: str, *, name: str = "", email: str = "") -> "Visitor":
        """Fill in the form and start the chat."""
        if name:
            self.frame.get_by_role("textbox", name=self.words("name")).fill(name)
        if email:
            self.frame.get_by_role("textbox", name=self.words("email")).fill(email)
        self.question.fill(text)
        self.button("start").click()
        self.sees(text)
        return self

    def type(self, text: str) -> None:
        """Write, and send nothing yet."""
        self.composer.press_sequentially(text)

    def say(self, *texts: str) -> None:
        """Write and send, one after the other."""
        for text in texts:
            self.composer.fill(text)
            self.composer.press("Enter")

    def end(self) -> None:
        """End the chat, by the menu."""
        self.button("menu").click()
        self.button("end").click()
        self.frame.get_by_role("alertdialog").get_by_role("button", name=self.words("end"), exact=True).click()

    # ── what he sees ──────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def messages(self) -> Locator:
        """The texts in the conversation, in order, his own unsent ones among them."""
        return self.log.locator(".message > p")

    @property
    def unsent(self) -> Locator:
        """What stands below a text of his that is on its way."""
        return self.log.get_by_text(self.words("sending"), exact=True)

    def sees(self, *texts: str) -> None:
        """The conversation says these, in this order, each once, and nothing else."""
        expect(self.messages).to_have_text(list(texts))

    def sees_sent(self, *texts: str) -> None:
        """The same, and none of it is on its way any more."""
        self.sees(*texts)
        expect(self.unsent).to_have_count(0)
        expect(self.log.get_by_text(self.words("not_sent"))).to_have_count(0)

    def sees_typing(self, name: str) -> None:
        """The agent writes."""
        expect(self.frame.get_by_text(self.words("typing", name=name))).to_be_visible()

    def sees_end(self) -> None:
        """The agent has ended the chat."""
        expect(self.log.get_by_text(self.words("ended_agent"), exact=True)).to_be_visible()
        expect(self.button("new_chat")).to_be_visible()

    def sees_agent(self, name: str) -> None:
        """Somebody has come to answer."""
        expect(self.log.get_by_text(self.words("joined", name=name))).to_be_visible()

    def sees_unread(self, count: int) -> None:
        """The launcher tells what he has not read."""
        expect(self.launcher).to_have_accessible_name(re.compile(rf"\({count}\)$"))

"""A colleague at the console, in a browser: what he sees there, and what he does.

Owns: finding things by the names under which they are announced.
Never: a look at anything that he cannot see.
"""

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.console_watch import ConsoleWatch
from tests.e2e.office import Member
from tests.e2e.proxy import Network
from tests.e2e.words import Words


class Agent:
    """Somebody at one console."""

    def __init__(
        self, context: BrowserContext, network: Network, watch: ConsoleWatch, origin: str, member: Member, language: str
    ) -> None:
        self.context = context
        self.network = network
        self.watch = watch
        self.origin = origin
        self.member = member
        self.words = Words("console", language)
        self.page: Page = context.new_page()

    # ── the frame of the console ──────────────────────────────────────────────────────────────────────────────────

    def go(self, path: str = "/chats") -> "Agent":
        """Open a page, and wait until it is live."""
        self.page.goto(f"{self.origin}{path}")
        self.is_live()
        return self

    def is_live(self) -> None:
        """The pill says that the server is heard."""
        expect(self.page.get_by_text(self.words("link.live"), exact=True)).to_be_visible(timeout=15_000)

    def is_not_live(self) -> None:
        """The pill says that it is not."""
        expect(self.page.get_by_text(self.words("link.live"), exact=True)).to_have_count(0)

    def choose_status(self, status: str) -> "Agent":
        """By the menu on top. `status` is available, busy or offline."""
        menu = self.page.get_by_role("button", name=self.words("status.mine"))
        menu.click()
        self.page.get_by_role("menuitemradio", name=_beginning(self.words(f"status.{status}"))).click()
        expect(menu).to_have_accessible_name(self.words("status.mine", status=_text(self.words(f"status.{status}"))))
        return self

    def button(self, word: str, **values: str) -> Locator:
        """A button, by the key of its name."""
        return self.page.get_by_role("button", name=self.words(word, **values), exact=True)

    # ── offers ────────────────────────────────────────────────────────────────────────────────────────────────────

    def offer(self, visitor: str = "") -> Locator:
        """The card of a chat on offer."""
        values = {"name": visitor} if visitor else {}
        return self.page.get_by_role("group", name=self.words("offer.card", **values))

    def accept(self, visitor: str = "") -> "Agent":
        """Accept what is on offer; the chat opens."""
        self.offer(visitor).get_by_role("button", name=_beginning(self.words("offer.accept"))).click()
        expect(self.composer).to_be_visible()
        return self

    def decline(self, reason: str) -> None:
        """Decline what is on offer, and say why."""
        self.offer().get_by_role("button", name=self.words("offer.decline"), exact=True).click()
        field = self.page.get_by_role("textbox", name=_beginning(self.words("offer.why")))
        field.fill(reason)
        field.press("Enter")

    def seconds_left(self) -> int:
        """What the card's countdown shows now."""
        return int(self.offer().get_by_role("timer").inner_text())

    # ── chats ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def list(self) -> Locator:
        """The pane on the left."""
        return self.page.get_by_role("region", name=self.words("list.pane"))

    def tab(self, which: str) -> "Agent":
        """Choose a list: mine, queue or all."""
        self.list.get_by_role("tab", name=_beginning(self.words(f"list.{which}"))).click()
        return self

    def row(self, text: str) -> Locator:
        """The row of a chat in the list."""
        return self.list.get_by_role("link").filter(has_text=text)

    @property
    def conversation(self) -> Locator:
        """The chat that is open."""
        return self.page.get_by_role("region", name=self.words("chat.with"))

    @property
    def composer(self) -> Locator:
        """Where the reply is written."""
        return self.conversation.get_by_role("textbox", name=self.words("composer.replyLabel"))

    @property
    def log(self) -> Locator:
        """What was said."""
        return self.conversation.get_by_role("log", name=self.words("chat.log"))

    def type(self, text: str) -> None:
        """Write, and send nothing yet."""
        self.composer.press_sequentially(text)

    def say(self, *texts: str) -> None:
        """Write and send, one after the other."""
        for text in texts:
            self.composer.fill(text)
            self.composer.press("Enter")

    def end(self) -> None:
        """End the chat; there are some seconds to think again."""
        self.conversation.get_by_role("button", name=_beginning(self.words("end.do"))).click()

    def sure(self) -> None:
        """He will not think again: the notice with the undo is put away."""
        notices = self.page.get_by_role("region", name=self.words("kit.notifications"))
        notices.get_by_role("button", name=self.words("kit.dismiss"), exact=True).click()

    # ── what he sees ──────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def messages(self) -> Locator:
        """The texts in the chat, in order, his own unsent ones among them."""
        return self.log.locator("[data-side] > [dir=auto]")

    @property
    def unsent(self) -> Locator:
        """What stands below a text of his that is on its way."""
        return self.log.get_by_text(self.words("chat.sending")).or_(
            self.log.get_by_text(self.words("chat.sendingLater"))
        )

    def sees(self, *texts: str) -> None:
        """The chat says these, in this order, each once, and nothing else."""
        expect(self.messages).to_have_text(list(texts))

    def sees_sent(self, *texts: str) -> None:
        """The same, and none of it is on its way any more."""
        self.sees(*texts)
        expect(self.unsent).to_have_count(0)
        expect(self.log.get_by_text(self.words("chat.notSent"))).to_have_count(0)

    def sees_typing(self) -> None:
        """The visitor writes."""
        expect(self.log.get_by_text(self.words("chat.typing"))).to_be_visible()

    def sees_closed(self) -> None:
        """The chat has ended."""
        expect(self.conversation.get_by_text(self.words("chat.closed"), exact=True).first).to_be_visible()


def _beginning(words: "str | re.Pattern[str]") -> re.Pattern[str]:
    """Names that go on: with a count, a hint, the key that does the same."""
    return re.compile(f"^{re.escape(words)}") if isinstance(words, str) else re.compile(words.pattern.removesuffix("$"))


def _text(words: "str | re.Pattern[str]") -> str:
    assert isinstance(words, str), "these words stand alone"
    return words

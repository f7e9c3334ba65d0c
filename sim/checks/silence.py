"""Who was silent for how long, told by the ledger alone, without the floor's code (product, section 8).

Owns: silence: a timeout that came early, late, twice, or not at all, or while the visitor waited for us.
Holds: by the server's clock, and "time first": whoever writes after a silence was over writes after what came of it.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from deskbell.floor import events as happened
from deskbell.floor.vocabulary import Id, Inactivity, Instant
from sim.book import Book, Entry
from sim.checks.lateness import Lateness
from sim.faults import Excuses
from sim.host import Life

MINUTE_MS: Final = 6_000
"""What a minute of silence is in a world: its storms are short."""

LATE_MS_MAX: Final = 2_000
AFTER_A_START_MS_MAX: Final = 10_000


class Rule(Struct):
    """The timeout of an inbox, and since when."""

    rule: Inactivity | None
    since: Instant


class Talk(Struct):
    """Of an accepted chat: whose words were the latest, and when."""

    inbox: Id
    accepted_at: Instant
    ours_at: Instant
    theirs_at: Instant = 0
    theirs_last: bool = False
    reminded: bool = False
    answered: bool = False


def find_wrong_silences(book: Book, lives: list[Life], excuses: Excuses) -> list[str]:
    """Every event against the silences there were when it happened."""
    keeper = _Keeper(Lateness(lives, excuses, LATE_MS_MAX, AFTER_A_START_MS_MAX))
    wrong = [sentence for entry in book.entries for sentence in keeper.take(entry)]
    return [*wrong, *keeper.find_forgotten(book.entries[-1].stored.at)] if book.entries else wrong


class _Keeper:
    def __init__(self, lateness: Lateness) -> None:
        self._lateness = lateness
        self._rules: dict[Id, Rule] = {}
        self._talks: dict[Id, Talk] = {}

    def take(self, entry: Entry) -> Iterator[str]:
        """One event."""
        event, at = entry.stored.event, entry.stored.at
        if isinstance(event, happened.ChatIdled):
            yield from self._take_end(entry, event)
        elif isinstance(event, happened.MessagePosted):
            yield from self._take_words(event, at)
        self._follow(event, at)

    def find_forgotten(self, now: Instant) -> Iterator[str]:
        """Those that nobody has ended by now."""
        for chat in self._talks:
            due = self._due(chat)
            if due is not None and due + AFTER_A_START_MS_MAX < now:
                yield f"silence: {chat} was due at {due}, and at {now} nothing had come of it"

    def _take_end(self, entry: Entry, event: happened.ChatIdled) -> Iterator[str]:
        chat, at = event.conversation, entry.stored.at
        due = self._due(chat)
        if due is None or at < due:
            yield f"silence: {chat} timed out at {at}, and was due at {due}"
        elif excess_ms := self._lateness.find_excess_ms(entry, due):
            yield f"silence: {chat} timed out {excess_ms:.0f} ms later than promised"

    def _take_words(self, event: happened.MessagePosted, at: Instant) -> Iterator[str]:
        """Time comes first; and a silence is answered once."""
        talk, due = self._talks.get(event.conversation), self._due(event.conversation)
        if event.author.kind == "system":
            if talk is None or talk.answered:
                yield f"silence: {event.conversation} was answered twice"
            else:
                talk.answered = True
        elif due is not None and due <= at:
            yield f"silence: {event.conversation} was due at {due}, and somebody wrote in it at {at}"

    def _due(self, chat: Id) -> Instant | None:
        talk = self._talks.get(chat)
        rule = self._rules[talk.inbox].rule if talk else None
        if talk is None or rule is None or (talk.reminded and rule.action == "message"):
            return None
        if rule.basis == "agent_reply" and talk.theirs_last:
            return None
        since = talk.ours_at if rule.basis == "agent_reply" else talk.theirs_at or talk.accepted_at
        return max(since, self._rules[talk.inbox].since) + rule.minutes * MINUTE_MS

    def _follow(self, event: happened.AnyEvent, at: Instant) -> None:
        match event:
            case happened.InboxCreated() | happened.InboxChanged():
                known = self._rules.get(event.inbox)
                if known is None or known.rule != event.rules.inactivity:
                    self._rules[event.inbox] = Rule(event.rules.inactivity, at)
            case happened.ChatAccepted() | happened.ChatClaimed():
                self._talks[event.conversation] = Talk(event.inbox, at, at)
            case happened.ChatTransferred():
                # Somebody else's chat from now on; whether the customer waits for an answer stays as it is.
                talk = self._talks[event.conversation]
                talk.accepted_at = talk.ours_at = at
            case happened.ChatQueued() | happened.ChatClosed():
                self._talks.pop(event.conversation, None)
            case happened.ChatIdled():
                self._talks[event.conversation].reminded = True
            case happened.MessagePosted() if event.conversation in self._talks:
                self._hear(self._talks[event.conversation], event, at)

    def _hear(self, talk: Talk, event: happened.MessagePosted, at: Instant) -> None:
        if event.author.kind == "visitor":
            talk.theirs_at, talk.theirs_last = at, True
            talk.reminded = talk.answered = False
        elif event.author.kind == "member":
            talk.ours_at, talk.theirs_last = at, False

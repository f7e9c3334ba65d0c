"""The verdict on a world: how often each promise was broken, and what was seen of it.

Owns: the names of the counts, and the sentences.
Holds: a world in which every promise was kept has no sentence.
"""

from collections import Counter
from typing import Final, Literal

from msgspec import Struct, field

Promise = Literal[
    "lost_acked",
    "phantom",
    "dup",
    "gap",
    "reorder",
    "sender_order",
    "divergent_views",
    "note_leak",
    "leak",
    "cap_viol",
    "double_hold",
    "conv_lost",
    "early_expiry",
    "late_offer",
    "transfer",
    "silence",
    "grace",
    "abandoned",
    "queue_place",
    "misplaced",
    "stranded",
    "law",
    "bug",
]

PROMISES: Final[dict[Promise, str]] = {
    "lost_acked": "acknowledged, and not in the ledger",
    "phantom": "told before it was committed, or without ever being",
    "dup": "there twice, or shown twice",
    "gap": "a number missing, in a stream or on a screen",
    "reorder": "two readers saw different things under one number",
    "sender_order": "two messages of one tab the wrong way round",
    "divergent_views": "a screen shows something else than a fresh one",
    "note_leak": "a visitor was sent something of a note or a transfer",
    "leak": "somebody was told what he may not know",
    "cap_viol": "a place granted beyond the capacity in force",
    "double_hold": "a chat with two holders, or an offer that ended twice",
    "conv_lost": "a chat that was begun and is nowhere",
    "early_expiry": "an offer or a transfer that lapsed before its time",
    "late_offer": "one that lapsed more than a second late, or was accepted after its time",
    "transfer": "a transfer that did not end exactly once, or a chat that moved meanwhile",
    "silence": "a timeout that came early, late, twice or not at all",
    "grace": "a chat of a lost agent that went back early, late or not at all",
    "abandoned": "a chat given up early, late, not at all, or before its visitor's eyes",
    "queue_place": "a waiting visitor told a wrong place",
    "misplaced": "a chat on two boards, on none, or on a wrong one",
    "stranded": "left waiting although all is well again",
    "law": "a law of the floor",
    "bug": "an error that nobody expected",
}


class Verdict(Struct):
    """Counts by promise, and a sentence for each."""

    broken: Counter[str] = field(default_factory=Counter)
    sentences: list[str] = field(default_factory=list)

    def add(self, promise: Promise, sentences: list[str]) -> None:
        """So often was it broken."""
        self.broken[promise] += len(sentences)
        self.sentences += [f"{promise}: {sentence}" for sentence in sentences]

    @property
    def is_clean(self) -> bool:
        """Whether every promise was kept."""
        return not self.sentences

"""What each part proves, and what it does not.

Owns: the words of docs/proof.md, in the order of the parts.
"""

from typing import Final

from msgspec import Struct


class Explained(Struct, frozen=True):
    """One part."""

    name: str
    proves: str
    proves_not: str


EXPLAINED: Final = (
    Explained(
        "Hypothesis over the floor",
        """Random organisations live random lives on the pure floor. After every step every law of
`src/deskbell/floor/invariants.py` is looked at; replay and snapshot give the same floor; and what every
kind of viewer was sent adds up to what he would see now.""",
        """It is random, not exhaustive. The laws are read off the floor by the product's own code: a rule that is
wrong in both is not seen here (the next row is for that). No database, no network.""",
    ),
    Explained(
        "Sequencer and reference model",
        """The same kind of lives on the real sequencer with its real database, with crashes in between. A second,
naive writing of the rules predicts each answer and each event, and its whole picture is compared after
every step.""",
        """Both were written from the same rules. The database is SQLite; whether it survives a power cut is not
looked at here.""",
    ),
    Explained(
        "Spin",
        """A small model of offers with one writer, a commit, an announcement and an answer. In each scope every
order of events is walked through, and none is left out. Then each guard is removed in turn: the sentence
is the assertion that fails without it, as spin says it. So each guard is needed, and each check can fail.""",
        """It is the design, not the code: the comments of `proof/offer.pml` name the files, and nothing else ties
the two. The scopes are small (two or three chats, two agents with one place each, one mishap), and there
are no priorities, transfers, take-overs or several inboxes in it.""",
    ),
    Explained(
        "Planted bugs",
        """Ten bugs that such systems have had are planted into the product or its client, one at a time. The checks
see them, in the words quoted; the same lives without the bug break nothing.""",
        """Ten bugs are no measure of how many of all bugs would be seen.""",
    ),
    Explained(
        "Simulation",
        """The real floor, sequencer, ledger and gateway on a virtual clock: visitors, agents on several devices, a
supervisor; a network that loses, delays and doubles, a disk that fails, a process that is killed at any
await, wall clocks that jump. At the end of each world everything that was promised is judged. A seed
replays exactly.""",
        """The client is a twin of the browser's, not the browser's (the end-to-end tests have that one). The
database is a real SQLite behind a disk that is simulated. There is one node.""",
    ),
)

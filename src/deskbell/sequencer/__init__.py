"""The sequencer: one writer per organisation, who takes commands in turn.

Owns: the queue, the batch, the commit, telling what was committed, the alarm for deadlines, recovery after a crash.
Never: a rule of the floor; a socket, an HTTP request; a state in memory that is mended after a failure.
Holds: time first; nothing is told or answered before COMMIT has returned; numbers and order are those of the ledger.

Start reading at `sequencer.py`; `sequencers.py` holds one of them for each organisation.
"""

from deskbell.sequencer.outcomes import Done, Outcome, Refused, Repeated
from deskbell.sequencer.outside import Announce, Heads, Outside, Projection, Storage
from deskbell.sequencer.sequencer import Sequencer
from deskbell.sequencer.sequencers import Sequencers
from deskbell.sequencer.trouble import SequencerDied

__all__ = [
    "Announce",
    "Done",
    "Heads",
    "Outcome",
    "Outside",
    "Projection",
    "Refused",
    "Repeated",
    "Sequencer",
    "SequencerDied",
    "Sequencers",
    "Storage",
]

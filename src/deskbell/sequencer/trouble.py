"""What callers of a sequencer meet when it could not go on.

Owns: `SequencerDied`.
Never: a refusal: that is an answer.
Holds: who meets this does not know what became of his command; with the same request id he may ask again.
"""

from deskbell.kit.trouble import Trouble


class SequencerDied(Trouble):
    """The organisation's sequencer stopped before it could answer. It recovers by itself."""

    def __init__(self) -> None:
        super().__init__("the organisation's work was interrupted: try again in a moment")

"""The long form of the proof that the routing keeps its rules: `make prove`, and the page it writes.

Owns: the model for spin (`offer.pml`), the list of planted bugs, the order of the whole, and its page (docs/proof.md).
Never: a rule, a law or a check of its own beside the model's: they are those of the product, of tests/ and of sim/.
Holds: every figure is counted by what ran; an interrupted run writes nothing.
"""

"""The floor: who waits, who serves, what is on offer, for one organisation, and the rules that move it.

Owns: the live state, every rule that changes it, and the laws it must keep (`invariants.py`).
Never: input or output, a clock, randomness, logging. Time, ids and texts come in with the command.
Holds: `step(floor, command, now)` is deterministic; events carry outcomes, so a replay never decides anything again.

Start reading at `vocabulary.py`, then `commands.py`, `events.py`, `state.py` and `step.py`.
"""

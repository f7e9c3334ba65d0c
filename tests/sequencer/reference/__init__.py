"""`routing.md` once more, as plain as can be, and a life on it and on the real sequencer side by side.

Owns: what must happen, found by looking through everything each time, and the comparison with what did.
Never: an index, a heap, a cache; a look at how `deskbell.floor` does it: only its commands are known here.
Holds: wherever the rules decide, the two agree in answers, events, picture and tables after every step.

Start reading at `words.py`, then `rules.py`; `chats.py` and `people.py` are what can be asked; `life.py` compares.
"""

"""The demo: a made-up shop, six agents and visitors who come and go, so that every screen has life in it.

Owns: who works in the shop, what visitors ask, and when something happens.
Never: a way into the product that a program of yours would not have: everything goes through commands to the sequencer.
Holds: it says that it is a demo, and lives in a folder of its own; nothing of it is in `deskbell serve`.
"""

"""The simulation: a seeded world around the real floor, sequencer, ledger and gateway, on a virtual clock.

Owns: visitors, agents and a supervisor, their devices and tabs, a bad network, a bad disk, crashes at any await, and
    the checkers of what was promised (delivery D1 to D7, and the laws of the floor).
Never: a mock of our own code: storage, sockets and clocks are stood in for where the product is given them.
Holds: a seed replays exactly, in any process: the same trace, byte for byte.

Start reading at `world.py`. `python -m sim --help` says how to run it.
"""

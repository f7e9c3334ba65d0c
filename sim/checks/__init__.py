"""The checkers: what was promised, against what clients were told and what is in the ledger.

Owns: one file for each kind of promise; each returns sentences about what was broken, none where all is well.
Never: a look into the product's memory where the ledger and the diaries can tell.
Holds: each of them has caught a planted bug (`tests/sim/test_planted_bugs.py`).
"""

"""The schema's history: Alembic's environment and, in `versions`, one revision per change.

Owns: the revisions, hand-written, each with its way up and its way down.
Never: run by hand; `deskbell.kit.migrate` runs them inside the writer's transaction.
Holds: a revision that was released is never edited; it speaks of tables by name, never through `tables.py`.
"""

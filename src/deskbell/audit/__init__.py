"""Audit: who with rights did what, in order, in a log that shows whether somebody has tampered with it.

Owns: the tables `audit_*`, the chain of hashes, the head that is kept outside of the database, and the log's routes.
Never: a change of what is written (triggers refuse it); a password, a token or somebody's message.
Holds: an act is written in the transaction of the change it tells of; every name stands there as it was at that time.
"""

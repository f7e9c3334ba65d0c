"""Staffing: a day of a contact centre, described or recorded, run through the very same routing rules in virtual time.

Owns: how a day is described, the made-up visitors and agents in it, and the figures that come of it.
Never: a rule about who gets a chat: the floor decides, as it does for real visitors. Never a database or a clock.
Holds: the same day with the same seed gives the same figures.
"""

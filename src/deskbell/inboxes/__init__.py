"""Inboxes: the screens of Inbox Management, and the names of inboxes that are gone.

Owns: the table `inboxes_inboxes`; the HTTP routes of inboxes.
Never: a rule of an inbox; those are the floor's, which is asked for them each time. Never a channel.
Holds: a deleted inbox keeps its row, so that history can name it.
"""

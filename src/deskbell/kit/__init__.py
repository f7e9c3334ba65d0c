"""The ground: tools that know nothing of chats.

Owns: the database and its one writer, the clock, ids and secrets, token buckets, JSON logging.
Never: a word of the domain; an import of any other room.
Holds: whatever a kit function answers, it answers the same for every room.
"""

"""Offline: messages that visitors left instead of waiting, until somebody has answered them.

Owns: the table `offline_messages`; the list of these messages, what becomes of each, and the answer by e-mail.
Never: a word of a visitor's: his address and what he wrote stand in the ledger, where they can be erased.
Holds: who serves the inbox sees its messages, who supervises sees all, also of inboxes that are gone. Of two who deal
    with a message at once exactly one does, and an e-mail goes out only if he is the one.
"""

"""History: every conversation, open or ended, and what was said in it.

Owns: the table `history_conversations`; the lists of conversations and the pages of a transcript.
Never: a row for a message: a message is the ledger's two rows and nothing more.
Holds: an agent sees the chats of the inboxes he serves and those he holds or held; a supervisor sees all.
"""

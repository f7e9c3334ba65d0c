"""The audience: who may see an event, and in what words.

Owns: which streams an event belongs to, the body each kind of viewer gets, the views, and access to streams.
Never: numbering, sockets, SQL.
Holds: a frame is a function of event and stream alone; nothing a visitor gets depends on a note (laws 9, 10, 13).
"""

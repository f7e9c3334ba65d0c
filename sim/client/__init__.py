"""The client: the rules of clients/protocol, in Python.

Owns: positions, outbox, connection, back-off, long polling, one file for each file there and with its names.
Never: a rule that is not there; better luck than a browser has.
Holds: what is changed there is changed here. `tab.py` is the browser around it.
"""

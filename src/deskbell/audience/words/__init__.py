"""The words: what an event says to each kind of viewer. One file for each kind of stream.

Owns: the way from an event to the body that is sent.
Never: a look at the floor, or at anything but the event (law 13).
Holds: `WORDS` of each file is the allow-list of what may be seen there.
"""

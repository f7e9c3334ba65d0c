"""The people: visitors who write, agents who answer, a supervisor who changes everything all the time.

Owns: what they do, when, and on which of their devices.
Never: a look behind the screen: they know what their tabs show.
Holds: in the storm they do as they like; once it is calm they put everything in order and accept whatever is offered.
"""

"""The gateway: sockets and long polls, from the first hello to the last frame.

Owns: sessions and what each follows, their outboxes, tickets, presence, read marks, typing, the limits of a client.
Never: a decision about a chat (the floor), the words of a frame (audience), an identity taken from a frame.
Holds: nobody's slowness, noise or mistake is felt by another session; what a session is sent is gapless and in order.

Start reading at `session.py`, then `hub.py`, `resume.py` and `socket.py`.
"""

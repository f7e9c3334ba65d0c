"""Close codes of the socket: 4000 to 4499 mean "reconnect", 4500 to 4999 "stop" (delivery, "The client").

Owns: every code this server closes with.
Never: a reason text that depends on data.
Holds: a code never changes its meaning.
"""

GOING_AWAY = 4000
"""The node drains or restarts."""

SLOW_READER = 4008
"""The outbox was full, or nothing was read for 10 s; resume from your position."""

NO_HELLO = 4010
"""No hello within 10 s."""

NO_PONG = 4012
"""No pong within 10 s of a ping."""

TRY_LATER = 4029
"""Too many sockets or frames at the moment."""

TROUBLE = 4030
"""The server lost its footing (a failed commit); it recovers within seconds."""

PROTOCOL = 4500
"""The client does not speak this protocol."""

BAD_TICKET = 4401
"""The ticket is unknown, used or too old: fetch a new one and reconnect."""

REVOKED = 4503
"""The session has ended: sign in again."""

TOO_MANY = 4504
"""More sockets than one visitor, agent or address may have."""

STOP_FROM = 4500
"""From here on a client does not reconnect by itself."""

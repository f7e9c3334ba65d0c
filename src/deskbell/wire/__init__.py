"""The wire: what travels on a socket, in both directions, and nothing about how.

Owns: the frames, their bounds, the close codes, the protocol version; TypeScript's types are made from here.
Never: access, numbering, input or output.
Holds: unknown fields are refused from clients and ignored from servers; every number has a unit.
"""

PROTOCOL_VERSION = 1
FRAME_BYTES_MAX = 64 * 1024

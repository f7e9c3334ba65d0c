"""The line writes frames as the standard has them: read back by the library that browsers are tested with."""

from asyncio import Transport

import pytest
from websockets.frames import Frame, Opcode
from websockets.protocol import CLIENT, OPEN, Protocol

from deskbell.gateway.line import Line


class Wire(Transport):
    """A transport that keeps what is written."""

    def __init__(self):
        super().__init__()
        self.written = b""

    def write(self, data):
        self.written += data


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_frame_of_any_size_is_read_back(size):
    wire = Wire()
    line = Line.__new__(Line)
    line.transport = wire
    frames = [b"a" * size, b'{"t":"ping","n":1}']
    line.write(frames)

    reader = Protocol(CLIENT, state=OPEN, max_size=None)
    reader.receive_data(wire.written)
    read = reader.events_received()
    assert read == [Frame(Opcode.TEXT, frame) for frame in frames]

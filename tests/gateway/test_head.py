"""The head of a request: in time, and not endless."""

import asyncio

import pytest
import pytest_asyncio
from uvicorn import Config
from uvicorn.server import ServerState

from deskbell.gateway import head
from deskbell.gateway.head import HEAD_BYTES_MAX, PatientHttp

pytestmark = pytest.mark.asyncio


async def app(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest_asyncio.fixture
async def connect(monkeypatch):
    """Open a connection to a server that waits a fifth of a second for a head."""
    monkeypatch.setattr(head, "HEAD_SECONDS_MAX", 0.2)
    config = Config(app, lifespan="off", log_config=None, interface="asgi3", ws="none")
    config.load()
    state = ServerState()
    server = await asyncio.get_running_loop().create_server(lambda: PatientHttp(config, state, {}), "127.0.0.1", 0)
    writers = []

    async def connect_one():
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writers.append(writer)
        return reader, writer

    yield connect_one
    for writer in writers:
        writer.close()
    server.close()
    await server.wait_closed()


async def ends(reader):
    """Everything that comes until the connection ends."""
    try:
        return await asyncio.wait_for(reader.read(), 10)
    except ConnectionResetError:
        return b""


@pytest.mark.attack(88)
async def test_silence_is_cut_off(connect):
    reader, _ = await connect()
    assert await ends(reader) == b""


@pytest.mark.attack(88)
async def test_a_head_that_drips_is_cut_off(connect):
    reader, writer = await connect()
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n")
    dripping = asyncio.create_task(_drip(writer))
    assert await ends(reader) == b""
    dripping.cancel()


async def _drip(writer):
    while True:
        writer.write(b"X-Header: drip\r\n")
        await asyncio.sleep(0.02)


async def test_requests_on_one_connection_have_time_each(connect):
    reader, writer = await connect()
    for _ in range(3):
        await asyncio.sleep(0.1)
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")


@pytest.mark.attack(88)
async def test_the_second_request_of_a_connection_may_not_drip_either(connect):
    reader, writer = await connect()
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    await reader.readuntil(b"ok")
    writer.write(b"GET / HT")
    assert await ends(reader) == b""


async def test_a_body_is_not_a_head(connect):
    reader, writer = await connect()
    writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n")
    for _ in range(20):
        writer.write(b"x" * 10_000)
        await asyncio.sleep(0.02)
    assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")


async def test_a_head_and_a_large_body_may_come_in_one_piece(connect):
    reader, writer = await connect()
    for _ in range(2):
        writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + b"x" * 200_000)
        assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")


@pytest.mark.attack(78)
async def test_a_head_without_an_end_is_refused(connect):
    reader, writer = await connect()
    writer.write(b"GET / HTTP/1.1\r\n" + b"X-Header: much\r\n" * (HEAD_BYTES_MAX // 10))
    assert (await ends(reader)).startswith(b"HTTP/1.1 400")

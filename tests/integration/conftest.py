"""Servers and shops: one server for each file of tests, with an inbox for each test; and servers of one's own."""

import asyncio

import pytest
import pytest_asyncio

from tests.server import PROGRAM, ServerProcess, Shop


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory):
    """A server that is set up. Tests leave it as alive as they found it."""
    process = ServerProcess(tmp_path_factory.mktemp("server") / "data")
    try:
        yield asyncio.run(_found(process))
    finally:
        process.end()


async def _found(process):
    await process.start()
    shop = await Shop(process).set_up()
    await shop.close()
    return shop


@pytest_asyncio.fixture
async def shop(shared_server):
    """A new inbox on the shared server."""
    shop = await (await Shop(shared_server.server).come_back(shared_server)).open_inbox()
    try:
        yield shop
    finally:
        await shop.close()


@pytest_asyncio.fixture
async def start(tmp_path):
    """Start a server of one's own, with settings, and a shop on it."""
    processes: list[ServerProcess] = []
    shops: list[Shop] = []

    async def start_one(program=(str(PROGRAM),), **settings):
        processes.append(ServerProcess(tmp_path / f"data{len(processes)}", program, **settings))
        await processes[-1].start()
        shops.append(Shop(processes[-1]))
        return await (await shops[-1].set_up()).open_inbox()

    yield start_one
    for shop in shops:
        await shop.close()
    for process in processes:
        process.end()

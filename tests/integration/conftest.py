"""A server process and a shop for each test that asks for one."""

import pytest_asyncio

from tests.server import ServerProcess, Shop


@pytest_asyncio.fixture
async def server(tmp_path):
    process = ServerProcess(tmp_path / "data")
    try:
        yield await process.start()
    finally:
        process.end()


@pytest_asyncio.fixture
async def shop(server):
    shop = await Shop(server).set_up()
    try:
        yield shop
    finally:
        await shop.close()

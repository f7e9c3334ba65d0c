"""A house for each test that asks for one."""

import pytest_asyncio

from tests.gateway.house import House, build_house


@pytest_asyncio.fixture
async def build(tmp_path):
    """Build a house with limits of one's own."""
    houses: list[House] = []

    async def build_one(**limits):
        houses.append(await build_house(tmp_path / str(len(houses)), **limits))
        return houses[-1]

    yield build_one
    for house in houses:
        await house.close()
        house.database.close()


@pytest_asyncio.fixture
async def house(build):
    """A house with the usual limits."""
    return await build()

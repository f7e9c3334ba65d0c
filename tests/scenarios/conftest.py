"""The stages: a real sequencer on a database of its own, or a real server with sockets."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.integration.conftest import shared_server, shop
from tests.scenarios.story import Story
from tests.sequencer.conftest import empty_database, logged

__all__ = ["empty_database", "logged", "shared_server", "shop"]


@pytest_asyncio.fixture
async def story(tmp_path: Path, empty_database: Path) -> AsyncIterator[Story]:
    """A shop with an Owner, who supervises and answers nothing himself; afterwards everything is in order."""
    story = Story(tmp_path / "deskbell.db", empty_database)
    await story.begin()
    yield story
    await story.check()
    await story.close()

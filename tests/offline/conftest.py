"""The office that these tests are held in, with and without mail."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.office import Office, office, open_office, owner

__all__ = ["mailing_office", "office", "owner"]


@pytest_asyncio.fixture
async def mailing_office(tmp_path: Path) -> AsyncIterator[Office]:
    """Mail is configured. Nothing is sent: what would be stands in the outbox."""
    settings = {"mail_server": "smtp://mail.northwind.example", "mail_sender": "Northwind <desk@northwind.example>"}
    async with open_office(tmp_path, **settings) as opened:
        yield opened

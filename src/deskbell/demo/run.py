"""`deskbell demo`: the server as it is, with the made-up shop living beside it."""

import asyncio
import sys
from random import Random

from deskbell.demo.cast import OWNER_EMAIL, SHOP
from deskbell.demo.founding import Shop, found_shop
from deskbell.demo.life import Life
from deskbell.main import App


async def live_beside(app: App) -> None:
    """Set the shop up, say how to get in, and let it live until cancelled."""
    shop = await found_shop(app)
    _say(app, shop)
    # Not for secrets: what the simulated people do next.
    await asyncio.sleep(1)
    await Life(app, shop, Random()).go_on()  # noqa: S311


def _say(app: App, shop: Shop) -> None:
    url = app.address.url
    first_inbox = next(iter(shop.inboxes.values()))
    sys.stdout.write(
        f"\nThis is a DEMO: {SHOP}. Its agents and visitors are made up; do not use it for real chats.\n"
        f"  Console    {url}/          sign in as {OWNER_EMAIL} with the password {shop.password}\n"
        f"  Test page  {url}/try/{first_inbox}\n"
        "  Set yourself Available in the console to be offered chats.\n"
    )
    sys.stdout.flush()

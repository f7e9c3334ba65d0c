"""Many want the last seats at once, by every door there is, over real HTTP: as many get one as there are seats."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.server import PASSWORD, Login, ServerProcess, Shop

SEATS = 5
BY_HAND = 10
BACK_AGAIN = 5
BY_INVITATION = 10
assert BY_HAND + BACK_AGAIN + BY_INVITATION == SEATS + 20


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    process = ServerProcess(tmp_path / "data")
    try:
        await process.start()
        shop = await Shop(process).set_up()
        yield shop
        await shop.close()
    finally:
        process.end()


async def invite(shop: Shop, name: str, *, licensed: bool) -> str:
    """The token of a link."""
    invited = await shop.owner.call(
        "POST",
        "/invitations",
        name=name,
        email=f"{name}@shop.example",
        role="member",
        contact_center=licensed,
        live_chat=licensed,
    )
    token: str = invited["link"].partition("#")[2]
    return token


async def join(shop: Shop, name: str, token: str) -> str:
    """Accept; answers the new member's id."""
    login = Login(shop.server)
    try:
        accepted = await login.call("POST", "/invitations/accept", token=token, name=name, password=PASSWORD)
    finally:
        await login.close()
    member: str = accepted["member"]["id"]
    return member


async def assigned(shop: Shop) -> dict[str, Any]:
    found = (await shop.owner.call("GET", "/licences"))["licences"]
    return next(row for row in found if row["licence"] == "live_chat")


@pytest.mark.attack(60)
@pytest.mark.asyncio
async def test_exactly_as_many_get_a_seat_as_there_are_seats(shop: Shop):
    by_hand = [await join(shop, f"hand{n}", await invite(shop, f"hand{n}", licensed=False)) for n in range(BY_HAND)]
    back = [await join(shop, f"back{n}", await invite(shop, f"back{n}", licensed=True)) for n in range(BACK_AGAIN)]
    for member in back:
        await shop.owner.call("PATCH", f"/members/{member}", active=False)
    links = [await invite(shop, f"link{n}", licensed=True) for n in range(BY_INVITATION)]
    before = (await assigned(shop))["assigned"]
    await shop.owner.call("PUT", "/licences/live_chat", seats=before + SEATS)

    async def change(member: str, **changes: bool) -> httpx.Response:
        return await shop.owner.http.patch(f"/members/{member}", json=changes)

    outcomes = await asyncio.gather(
        *[change(member, live_chat=True) for member in by_hand],
        *[change(member, active=True) for member in back],
        *[join(shop, f"link{n}", token) for n, token in enumerate(links)],
    )

    answers = [one for one in outcomes if isinstance(one, httpx.Response)]
    found = await assigned(shop)
    holders = {one["id"] for one in found["members"]}
    new = holders & {*by_hand, *back, *(one for one in outcomes if isinstance(one, str))}
    assert found["assigned"] == found["seats"] == len(holders) == before + SEATS
    assert len(new) == SEATS
    codes = Counter(one.status_code for one in answers)
    assert codes[200] == len(new & {*by_hand, *back})
    assert codes[200] + codes[409] == BY_HAND + BACK_AGAIN
    refused = [one.json() for one in answers if one.status_code == 409]
    assert {(one["code"], one["licence"]) for one in refused} <= {("no_seat", "live_chat")}
    assert all("Live Chat seats are assigned" in one["detail"] for one in refused)


@pytest.mark.attack(60)
@pytest.mark.asyncio
async def test_of_two_files_that_want_the_same_seats_one_is_done_and_one_changes_nothing(shop: Shop):
    names = [f"hand{n}" for n in range(2 * SEATS)]
    for name in names:
        await join(shop, name, await invite(shop, name, licensed=False))
    before = (await assigned(shop))["assigned"]
    await shop.owner.call("PUT", "/licences/live_chat", seats=before + SEATS)
    files = [
        "email,contact_center,live_chat\r\n" + "".join(f"{name}@shop.example,no,yes\r\n" for name in some)
        for some in (names[:SEATS], names[SEATS:])
    ]

    answers = await asyncio.gather(
        *[shop.owner.http.post("/licences/assignments", json={"csv": file, "dry_run": False}) for file in files]
    )

    assert (await assigned(shop))["assigned"] == before + SEATS
    done = [one for one in answers if one.status_code == 200 and one.json()["applied"]]
    assert len(done) == 1
    (other,) = [one for one in answers if one not in done]
    # The floor refused it, or it saw the seats taken already.
    assert other.status_code == 409 or other.json()["faults"] == SEATS

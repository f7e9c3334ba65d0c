"""A deactivated channel stays so, whoever writes its row: the database itself says no."""

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from deskbell.channels import store
from deskbell.channels.tables import CHANNELS
from tests.office import Browser, Office, make_inbox


@pytest.mark.asyncio
@pytest.mark.parametrize("how", ["state", "whole_row", "id", "delete", "insert_again", "replace"])
async def test_nothing_brings_it_back(office: Office, owner: Browser, how: str):
    inbox = await make_inbox(owner)
    await owner.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": "Shop"})
    before = await office.database.read(lambda sql: read_row(sql, inbox["id"]))
    assert before["state"] == "deactivated"

    with pytest.raises(IntegrityError, match="a deactivated channel stays so"):
        await office.database.write(lambda sql: try_to_revive(sql, before, how))

    assert await office.database.read(lambda sql: read_row(sql, inbox["id"])) == before


def try_to_revive(sql: Connection, row: dict[str, object], how: str) -> None:
    own = CHANNELS.c.channel == row["channel"]
    revived = row | {"state": "active"}
    match how:
        case "state":
            sql.execute(update(CHANNELS).where(own).values(state="disabled"))
        case "whole_row":
            sql.execute(update(CHANNELS).where(own).values(**revived))
        case "id":
            sql.execute(update(CHANNELS).where(own).values(channel="0" * 26))
        case "delete":
            sql.execute(delete(CHANNELS).where(own))
        case "insert_again":
            sql.execute(insert(CHANNELS).values(**revived))
        case "replace":
            places = ", ".join(f":{name}" for name in revived)
            sql.execute(
                text(f"INSERT OR REPLACE INTO channels_channels ({', '.join(revived)}) VALUES ({places})"), revived
            )


@pytest.mark.asyncio
async def test_what_is_not_final_can_be_written(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    await office.database.write(lambda sql: sql.execute(update(CHANNELS).values(state="disabled")))
    await office.database.write(lambda sql: sql.execute(update(CHANNELS).values(state="deactivated")))

    await office.database.write(lambda sql: store.deactivate_channels_of(sql, inbox["id"]))

    assert (await owner.get(f"/channels/{inbox['id']}")).json()["state"] == "deactivated"


def read_row(sql: Connection, channel: str) -> dict[str, object]:
    return dict(sql.execute(select(CHANNELS).where(CHANNELS.c.channel == channel)).mappings().one())

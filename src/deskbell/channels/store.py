"""Channels, as rows.

Owns: the SQL of `channels_channels`.
Holds: no statement here changes a channel that is deactivated.
"""

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from deskbell.channels.model import Channel, Look
from deskbell.channels.tables import CHANNELS


def add_channel(connection: Connection, *, channel: str, organisation: str, inbox: str, now: int) -> None:
    """A new channel with the default look, allowed nowhere yet but on the try-it page."""
    connection.execute(
        insert(CHANNELS).values(
            channel=channel,
            organisation=organisation,
            inbox=inbox,
            state="active",
            allowed_domains="[]",
            look=_encode(Look()),
            created_at=now,
            seen_on="",
        )
    )


def find_channel(connection: Connection, channel: str) -> Channel | None:
    """The channel of this id, in whatever organisation: visitors do not know theirs."""
    row = connection.execute(select(CHANNELS).where(CHANNELS.c.channel == channel)).one_or_none()
    return _as_channel(row) if row else None


def list_channels(connection: Connection, organisation: str) -> list[Channel]:
    """The organisation's channels, oldest first."""
    rows = connection.execute(
        select(CHANNELS)
        .where(CHANNELS.c.organisation == organisation)
        .order_by(CHANNELS.c.created_at, CHANNELS.c.channel)
    )
    return [_as_channel(row) for row in rows]


def put_channel(connection: Connection, channel: Channel) -> bool:
    """Write its settings anew. False where it was deactivated meanwhile: nothing brings it back."""
    changed = connection.execute(
        update(CHANNELS)
        .where(CHANNELS.c.channel == channel.id, CHANNELS.c.state != "deactivated")
        .values(
            state=channel.state,
            allowed_domains=_encode(channel.allowed_domains),
            look=_encode(channel.look),
        )
    )
    return changed.rowcount == 1


def deactivate_channels_of(connection: Connection, inbox: str) -> None:
    """The inbox is gone: its widgets stop for good."""
    connection.execute(update(CHANNELS).where(CHANNELS.c.inbox == inbox).values(state="deactivated"))


def find_deactivated(connection: Connection, channels: Collection[str]) -> set[str]:
    """Those of the channels that have stopped for good."""
    rows = connection.execute(
        select(CHANNELS.c.channel).where(CHANNELS.c.channel.in_(channels), CHANNELS.c.state == "deactivated")
    )
    return set(rows.scalars())


def put_seen(connection: Connection, channel: str, *, site: str, now: int) -> None:
    """The widget was opened on a page of this site."""
    connection.execute(
        update(CHANNELS)
        .where(CHANNELS.c.channel == channel, CHANNELS.c.state == "active")
        .values(seen_at=now, seen_on=site)
    )


def _encode(value: Look | list[str]) -> str:
    return msgspec.json.encode(value).decode()


def _as_channel(row: Row[Any]) -> Channel:
    return Channel(
        id=row.channel,
        organisation=row.organisation,
        inbox=row.inbox,
        state=row.state,
        allowed_domains=msgspec.json.decode(row.allowed_domains, type=list[str]),
        look=msgspec.json.decode(row.look, type=Look),
        created_at=row.created_at,
        seen_at=row.seen_at,
        seen_on=row.seen_on,
    )

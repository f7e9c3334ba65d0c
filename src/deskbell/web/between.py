"""What one room is handed of another: plain functions, so that no room imports a stranger.

Owns: the translation between two rooms' words.
Never: SQL, or a rule.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from deskbell.channels import store as channels
from deskbell.contacts.entrance import Entrance
from deskbell.history import store as history
from deskbell.inboxes.model import ChannelSummary
from deskbell.people import store as people


def find_channels(connection: Connection, organisation: str) -> dict[str, ChannelSummary]:
    """For inboxes: an organisation's channels by their inbox."""
    return {
        channel.inbox: ChannelSummary(
            id=channel.id,
            state=channel.state,
            allowed_domains=channel.allowed_domains,
            last_seen_at=channel.seen_at,
            last_seen_on=channel.seen_on,
        )
        for channel in channels.list_channels(connection, organisation)
    }


def find_entrance(connection: Connection, channel: str) -> Entrance | None:
    """For contacts: the channel of this id, whatever its state."""
    found = channels.find_channel(connection, channel)
    return Entrance(found.id, found.organisation, found.inbox, found.state) if found else None


def count_past_chats(connection: Connection, organisation: str, inbox: str) -> int:
    """For inboxes: how many chats of theirs history keeps."""
    return history.count_closed(connection, organisation, inbox)


def find_openings(connection: Connection, organisation: str, conversations: Sequence[str]) -> dict[str, str]:
    """For contacts: the first words of these chats, which history keeps."""
    return history.find_openings(connection, organisation, conversations)


def find_organisation_name(connection: Connection, organisation: str) -> str:
    """For offline: the name by which an organisation's visitors know it."""
    found = people.find_organisation(connection, organisation)
    return found.name if found else ""

"""Contacts, their tokens and their chats, as rows.

Owns: the SQL of `contacts_*`.
"""

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, insert, select, update

from deskbell.contacts.model import ContactChat, NewVisitor
from deskbell.contacts.tables import CHATS, CONTACTS, PAGES, TOKENS
from deskbell.kit.ids import hash_secret, new_id, new_secret

CHATS_SHOWN_MAX = 100
"""How many of a contact's chats a screen shows; history pages through all of them."""


class Visitor(Struct, frozen=True):
    """Whom a token stands for."""

    session: str
    contact: str
    organisation: str
    channel: str


def add_visitor(connection: Connection, *, organisation: str, channel: str, now: int) -> NewVisitor:
    """A new contact with a new token."""
    contact, token = new_id(), new_secret()
    connection.execute(
        insert(CONTACTS).values(
            contact=contact, organisation=organisation, name="", email="", verified=False, created_at=now
        )
    )
    connection.execute(
        insert(TOKENS).values(
            token_hash=hash_secret(token),
            session=new_id(),
            contact=contact,
            organisation=organisation,
            channel=channel,
            created_at=now,
        )
    )
    return NewVisitor(token, contact)


def find_visitor(connection: Connection, token: str) -> Visitor | None:
    """The visitor who holds this token."""
    row = connection.execute(select(TOKENS).where(TOKENS.c.token_hash == hash_secret(token))).one_or_none()
    return Visitor(row.session, row.contact, row.organisation, row.channel) if row else None


def put_profile(connection: Connection, contact: str, *, name: str, email: str) -> str:
    """Keep what the visitor says of himself, where he says something; answers the name he has now."""
    given = {column: value for column, value in (("name", name), ("email", email)) if value}
    if given:
        connection.execute(update(CONTACTS).where(CONTACTS.c.contact == contact).values(**given))
    known: str = connection.execute(select(CONTACTS.c.name).where(CONTACTS.c.contact == contact)).scalar_one()
    return known


def put_page(connection: Connection, *, organisation: str, conversation: str, url: str, title: str, now: int) -> None:
    """Keep the page on which the chat was begun; the first word stands."""
    known = select(PAGES.c.conversation).where(PAGES.c.conversation == conversation)
    if connection.execute(known).one_or_none() is None:
        connection.execute(
            insert(PAGES).values(conversation=conversation, organisation=organisation, url=url, title=title, at=now)
        )


def find_latest_chat(connection: Connection, contact: str, channel: str) -> tuple[str, bool] | None:
    """The contact's latest chat on the channel, and whether it has ended."""
    row = connection.execute(
        select(CHATS.c.conversation, CHATS.c.closed_at)
        .where(CHATS.c.contact == contact, CHATS.c.channel == channel)
        .order_by(CHATS.c.opened_at.desc(), CHATS.c.conversation.desc())
        .limit(1)
    ).one_or_none()
    return (row.conversation, row.closed_at is not None) if row else None


def find_last_agent(connection: Connection, contact: str) -> str:
    """Who had the contact's latest chat that somebody had, or empty."""
    row = connection.execute(
        select(CHATS.c.agent)
        .where(CHATS.c.contact == contact, CHATS.c.agent != "")
        .order_by(CHATS.c.opened_at.desc(), CHATS.c.conversation.desc())
        .limit(1)
    ).one_or_none()
    return row.agent if row else ""


def has_chat(connection: Connection, contact: str, conversation: str) -> bool:
    """Is the chat this contact's?"""
    own = select(CHATS.c.conversation).where(CHATS.c.conversation == conversation, CHATS.c.contact == contact)
    return connection.execute(own).one_or_none() is not None


def find_contact(connection: Connection, organisation: str, contact: str) -> Row[Any] | None:
    """The contact's own row, if he belongs to the organisation."""
    return connection.execute(
        select(CONTACTS).where(CONTACTS.c.organisation == organisation, CONTACTS.c.contact == contact)
    ).one_or_none()


def list_chats(connection: Connection, organisation: str, contact: str) -> list[ContactChat]:
    """The contact's latest chats, newest first."""
    rows = connection.execute(
        select(CHATS, PAGES.c.url, PAGES.c.title)
        .outerjoin(PAGES, PAGES.c.conversation == CHATS.c.conversation)
        .where(CHATS.c.contact == contact, CHATS.c.organisation == organisation)
        .order_by(CHATS.c.opened_at.desc(), CHATS.c.conversation.desc())
        .limit(CHATS_SHOWN_MAX)
    )
    return [
        ContactChat(
            conversation=row.conversation,
            channel=row.channel,
            inbox=row.inbox,
            agent=row.agent,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            close_reason=row.close_reason,
            page_url=row.url or "",
            page_title=row.title or "",
        )
        for row in rows
    ]

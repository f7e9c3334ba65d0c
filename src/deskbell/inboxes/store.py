"""Inboxes, as rows.

Owns: the SQL that reads `inboxes_inboxes`.
"""

from sqlalchemy import Connection, select

from deskbell.inboxes.tables import INBOXES


def find_names(connection: Connection, organisation: str) -> dict[str, str]:
    """Inbox → its name, or the last name it had."""
    rows = connection.execute(select(INBOXES.c.inbox, INBOXES.c.name).where(INBOXES.c.organisation == organisation))
    return {row.inbox: row.name for row in rows}

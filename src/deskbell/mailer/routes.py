"""`/mail`: whether this installation sends mail, and whether it gets through.

Owns: the answer.
Never: the server's address or its password; whom a mail was for.
"""

from litestar import Controller, get
from litestar.di import NamedDependency
from msgspec import Struct

from deskbell.audience.access import Viewer
from deskbell.kit.database import Database
from deskbell.mailer import outbox


class MailState(Struct, frozen=True):
    """`undelivered` mails were given up; `delayed` ones are tried again. `trouble` says why the newest failed."""

    configured: bool
    sender: str
    undelivered: int = 0
    delayed: int = 0
    trouble: str = ""


class MailController(Controller):
    """Mail."""

    path = "/mail"
    tags = ("Mail",)

    @get("/", operation_id="getMail", summary="Is mail sent, and does it get through?")
    async def get_mail(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        mail_sender: NamedDependency[str],
    ) -> MailState:
        """For supervisors. Where no mail is configured, links are shown for copying."""
        delayed, undelivered, trouble = await database.read(
            lambda connection: outbox.count_undelivered(connection, member.organisation)
        )
        return MailState(bool(mail_sender), mail_sender, undelivered, delayed, trouble)

"""Dealing with messages: done, open again, answered.

Owns: the order of looking, changing and mailing inside one transaction.
Never: who may see a message (`store.Sight`), or how a mail is sent.
Holds: the second of two who deal with a message changes nothing, sends nothing, and is told who was first.
"""

from collections.abc import Callable

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.floor.vocabulary import Id
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.mail import SendMail
from deskbell.kit.problem import Problem, not_found, wrong_field
from deskbell.offline import store
from deskbell.offline.mails import write_answer
from deskbell.offline.model import ANSWER_CHARACTERS_MAX, OfflineMessage
from deskbell.offline.store import Sight

FindHouse = Callable[[Connection, Id], str]
"""The name of an organisation, by which its visitors know it."""


class Asker(Struct, frozen=True):
    """Who deals with a message, and what he may see."""

    id: Id
    name: str
    sight: Sight


class AlreadyDone(Exception):
    """Somebody was faster."""

    def __init__(self, message: OfflineMessage) -> None:
        super().__init__("already done")
        self.message = message


class Desk:
    """Where messages are dealt with."""

    def __init__(self, database: Database, clock: Clock, send_mail: SendMail, find_house: FindHouse) -> None:
        self._database = database
        self._clock = clock
        self._send_mail = send_mail
        self._find_house = find_house

    async def finish(self, asker: Asker, conversation: Id) -> OfflineMessage:
        """Done without an e-mail; by the same member again without effect. Raises `Problem` 404 and `AlreadyDone`."""

        def write(connection: Connection) -> OfflineMessage:
            before = _find(connection, asker, conversation)
            if before.done_by != asker.id:
                self._take(connection, asker, before, answered=False)
            return _find(connection, asker, conversation)

        return await self._database.write(write)

    async def reopen(self, asker: Asker, conversation: Id) -> OfflineMessage:
        """It waits again. Raises `Problem` 404."""

        def write(connection: Connection) -> OfflineMessage:
            _find(connection, asker, conversation)
            store.reopen(connection, conversation)
            return _find(connection, asker, conversation)

        return await self._database.write(write)

    async def answer(self, asker: Asker, conversation: Id, text: str) -> OfflineMessage:
        """Answered by e-mail, and done. Raises `Problem` 404, 409, 422 and `AlreadyDone`."""
        if not text.strip():
            raise wrong_field("text", "is blank", f"1 to {ANSWER_CHARACTERS_MAX} characters")

        def write(connection: Connection) -> OfflineMessage:
            message = _find(connection, asker, conversation)
            self._take(connection, asker, message, answered=True)
            organisation = asker.sight.organisation
            house = self._find_house(connection, organisation)
            mail = write_answer(message, text, organisation=organisation, house=house, by=asker.name)
            if not self._send_mail(connection, mail):
                raise Problem(409, "mail_off", "This installation sends no mail.")
            return _find(connection, asker, conversation)

        return await self._database.write(write)

    def _take(self, connection: Connection, asker: Asker, message: OfflineMessage, *, answered: bool) -> None:
        now = self._clock.now()
        if not store.finish(connection, message.conversation, asker.id, now, answered=answered):
            raise AlreadyDone(message)


def _find(connection: Connection, asker: Asker, conversation: Id) -> OfflineMessage:
    message = store.find_message(connection, asker.sight, conversation)
    if message is None:
        raise not_found()
    return message

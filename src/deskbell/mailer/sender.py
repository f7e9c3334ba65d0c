"""The sender: looks for mail that is due, and sends one after the other.

Owns: the task, its one connection at a time, and what becomes of each mail.
Never: a mail twice while the process lives; the words or the recipient of a mail in a log.
Holds: one mail that cannot be sent keeps no other back; a server that cannot be reached is asked again later.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from email.message import EmailMessage
from threading import Thread
from typing import TypeVar

from sqlalchemy import Connection as SqlConnection

from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.logging import get_logger
from deskbell.mailer import outbox
from deskbell.mailer.compose import compose
from deskbell.mailer.outbox import Waiting
from deskbell.mailer.server import Connection, MailServer, NotSent

T = TypeVar("T")

LOOK_SECONDS = 1.0
STOP_SECONDS_MAX = 3.0
"""How long a mail that is on its way may take when the server stops."""

_log = get_logger(__name__)


class Sender:
    """Sends what is in the outbox. `start`, and `close` at the end."""

    def __init__(self, database: Database, clock: Clock, server: MailServer, sender: str) -> None:
        self._database = database
        self._clock = clock
        self._server = server
        self._sender = sender
        self._connection: Connection | None = None
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        # Sent, though the row could not be deleted yet.
        self._sent: set[str] = set()

    def start(self) -> None:
        """Begin to look for mail."""
        self._task = asyncio.create_task(self._run(), name="mailer")

    async def close(self) -> None:
        """The mail on its way is sent, if that is soon; the others wait for the next start."""
        self._stopping.set()
        if self._task is not None:
            await asyncio.wait([self._task], timeout=STOP_SECONDS_MAX)
            if self._connection is not None:
                self._connection.abort()
                await asyncio.wait([self._task], timeout=STOP_SECONDS_MAX)
            self._task.cancel()

    async def send_due(self) -> int:
        """Send what is due now; answers how many were."""
        now = self._clock.now()
        late, due = await self._database.read(
            lambda connection: (outbox.has_late(connection, now), outbox.find_due(connection, now))
        )
        if late:
            await self._database.write(lambda connection: outbox.park_late(connection, now))
            due = await self._database.read(lambda connection: outbox.find_due(connection, now))
        try:
            return await self._send(due)
        finally:
            await self._hang_up()

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.send_due()
            except Exception as trouble:  # noqa: BLE001 - an edge: whatever it was, the next mail is looked after
                _log.warning("mail_not_looked_after", trouble=type(trouble).__name__)
            try:
                await asyncio.wait_for(self._stopping.wait(), LOOK_SECONDS)
            except TimeoutError:
                continue

    async def _send(self, due: list[Waiting]) -> int:
        sent = 0
        for index, waiting in enumerate(due):
            if self._stopping.is_set():
                break
            if self._connection is None:
                try:
                    await self._dial()
                except NotSent as failure:
                    # Nobody there takes mail of ours: the rest need not be tried.
                    await self._put_off(due[index:], failure)
                    break
            try:
                await self._send_one(waiting)
            except NotSent as failure:
                await self._put_off([waiting], failure)
                await self._hang_up()
                continue
            sent += 1
        return sent

    async def _dial(self) -> None:
        connection = Connection(self._server)
        await _in_thread(connection.open)
        self._connection = connection

    async def _send_one(self, waiting: Waiting) -> None:
        if waiting.id not in self._sent:
            connection, message = self._connection, self._compose(waiting)
            assert connection is not None, "dialled"
            await _in_thread(lambda: connection.send(message, _address_of(message), waiting.mail.recipient))
            self._sent.add(waiting.id)
        await self._database.write(lambda sql: outbox.delete_mail(sql, waiting.id))
        self._sent.discard(waiting.id)

    def _compose(self, waiting: Waiting) -> EmailMessage:
        try:
            return compose(waiting.mail, identity=waiting.id, sender=self._sender, created_at=waiting.created_at)
        except (ValueError, IndexError) as error:
            raise NotSent("recipient_refused", type(error).__name__, for_good=True) from None

    async def _put_off(self, mails: list[Waiting], failure: NotSent) -> None:
        now = self._clock.now()
        _log.warning("mail_not_sent", mails=len(mails), trouble=failure.trouble, answer=failure.answer)
        put_off = outbox.park if failure.for_good else outbox.postpone

        def put_all_off(connection: SqlConnection) -> None:
            for waiting in mails:
                put_off(connection, waiting.id, failure.trouble, now)

        await self._database.write(put_all_off)

    async def _hang_up(self) -> None:
        connection = self._connection
        if connection is not None:
            await _in_thread(connection.close)
        self._connection = None


async def _in_thread(work: Callable[[], T]) -> T:
    """Let `work` block elsewhere. The thread keeps nobody from ending the process."""
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - an edge: whoever waits is told
            outcome.set_exception(error)

    outcome.set_running_or_notify_cancel()
    Thread(target=run, name="mailer", daemon=True).start()
    return await asyncio.wrap_future(outcome)


def _address_of(message: EmailMessage) -> str:
    address: str = message["From"].addresses[0].addr_spec
    return address

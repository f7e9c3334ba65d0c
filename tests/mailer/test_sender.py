"""Mail on its way: sent once, tried again, given up; and what the way is guarded by."""

import asyncio
import contextlib
import io
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import structlog
from sqlalchemy import Connection, select

from deskbell.kit import migrate
from deskbell.kit.clock import ManualClock
from deskbell.kit.database import Database
from deskbell.kit.logging import configure_logging
from deskbell.kit.mail import Mail
from deskbell.mailer import outbox
from deskbell.mailer.outbox import LIFE_MS, WAITS_MS, Outbox
from deskbell.mailer.sender import Sender
from deskbell.mailer.server import MailServer
from deskbell.mailer.tables import OUTBOX
from tests.post_office import PostOffice, write_certificate

START = 1_800_000_000_000
LINK = "https://desk.test/reset#CANARY-TOKEN"
MAIL = Mail(
    organisation="o",
    recipient="ana@northwind.example",
    subject="A new password",
    paragraphs=("Hello Ana,",),
    link=LINK,
    link_words="Choose a new password",
)
SENDER = "Northwind <desk@northwind.example>"


class Room:
    """The mailer with a database, a clock and a post office."""

    def __init__(self, database: Database, post: PostOffice) -> None:
        self.database = database
        self.clock = ManualClock(START)
        self.outbox = Outbox(self.clock, configured=True)
        self.post = post
        self.sender = self.new_sender()

    def new_sender(self, scheme: str = "smtp+plain", user: str = "") -> Sender:
        address = f"{scheme}://{user}127.0.0.1:{self.post.port}"
        return Sender(self.database, self.clock, MailServer.at(address, "desk.test"), SENDER)

    async def put(self, **different: Any) -> None:
        mail = Mail(**{name: getattr(MAIL, name) for name in MAIL.__struct_fields__} | different)
        assert await self.database.write(lambda sql: self.outbox.put(sql, mail))

    async def rows(self) -> list[Any]:
        return list(await self.database.read(lambda sql: sql.execute(select(OUTBOX).order_by(OUTBOX.c.mail)).all()))


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    with Database.open(tmp_path / "desk.sqlite") as database, PostOffice() as post:
        migrate.upgrade(database)
        yield Room(database, post)


@pytest.mark.asyncio
async def test_a_mail_is_sent_once_and_nothing_of_it_is_kept(room: Room):
    await room.put()

    assert await room.sender.send_due() == 1
    assert await room.sender.send_due() == 0

    (letter,) = room.post.letters
    assert (letter.sender, letter.recipients) == ("desk@northwind.example", ["ana@northwind.example"])
    assert LINK in letter.text()
    assert await room.rows() == []


@pytest.mark.asyncio
async def test_a_change_that_was_not_kept_sends_nothing(room: Room):
    def fail(sql: Connection) -> None:
        room.outbox.put(sql, MAIL)
        raise LookupError

    with pytest.raises(LookupError):
        await room.database.write(fail)

    assert await room.sender.send_due() == 0


@pytest.mark.asyncio
async def test_where_no_mail_is_configured_none_is_kept(room: Room):
    nothing = Outbox(room.clock, configured=False)

    assert await room.database.write(lambda sql: nothing.put(sql, MAIL)) is False
    assert await room.rows() == []


@pytest.mark.asyncio
async def test_a_server_that_is_down_is_asked_again_later_and_after_a_restart(room: Room):
    await room.put()
    await room.put(recipient="bob@northwind.example")
    room.post.answers["CONNECT"] = "421 not now"

    for wait in WAITS_MS[:3]:
        connections = room.post.connections
        assert await room.sender.send_due() == 0
        assert room.post.connections == connections + 1, "it was asked once for both"
        room.clock.advance(wait - 1)
        assert await room.sender.send_due() == 0
        assert room.post.connections == connections + 1, "too soon"
        room.clock.advance(1)

    room.post.answers.clear()
    assert await room.new_sender().send_due() == 2
    assert {letter.recipients[0] for letter in room.post.letters} == {"ana@northwind.example", "bob@northwind.example"}


@pytest.mark.asyncio
async def test_after_a_day_a_mail_is_given_up_seen_and_says_nothing_more(room: Room):
    await room.put()
    room.post.answers["CONNECT"] = "421 not now"

    while room.clock.now() < START + LIFE_MS:
        await room.sender.send_due()
        room.clock.advance(WAITS_MS[0])
    await room.sender.send_due()

    (row,) = await room.rows()
    assert row.parked_at is not None
    assert (row.content, row.trouble) == ("", "unreachable")
    count = await room.database.read(lambda sql: outbox.count_undelivered(sql, "o"))
    assert count == (0, 1, "unreachable")
    assert await room.database.read(lambda sql: outbox.count_undelivered(sql, "another")) == (0, 0, "")
    room.post.answers.clear()
    assert await room.sender.send_due() == 0

    room.clock.advance(outbox.PARKED_MS + 1)
    await room.sender.send_due()
    assert await room.rows() == []


@pytest.mark.asyncio
async def test_a_link_that_has_expired_is_not_sent(room: Room):
    await room.put(ends_at=START + 3_600_000)
    room.clock.advance(3_600_000)

    assert await room.sender.send_due() == 0

    (row,) = await room.rows()
    assert (row.content, row.trouble, room.post.connections) == ("", "too_late", 0)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("command", "answer", "trouble", "parked"),
    [
        ("RCPT", "550 no such user", "recipient_refused", True),
        ("RCPT", "450 come back later", "recipient_refused", False),
        ("MAIL", "550 who are you", "sender_refused", False),
        ("DATA", "554 that is spam", "mail_refused", True),
        ("DATA", "hang up", "unreachable", False),
    ],
)
async def test_one_that_is_refused_keeps_no_other_back(
    room: Room, command: str, answer: str, trouble: str, parked: bool
):
    await room.put()
    room.post.answers[command] = answer
    assert await room.sender.send_due() == 0
    (row,) = await room.rows()
    assert (row.trouble, row.parked_at is not None) == (trouble, parked)

    room.post.answers.clear()
    await room.put(recipient="bob@northwind.example")
    assert await room.sender.send_due() == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("recipient", ["a b@x.example", "a@x\r\nBcc: eve@x.example", "nobody", "ñandú@x.example"])
async def test_an_address_that_cannot_be_written_to_keeps_no_other_back(room: Room, recipient: str):
    await room.put(recipient=recipient)
    await room.put()

    assert await room.sender.send_due() == 1

    (row,) = await room.rows()
    assert (row.trouble, row.content) == ("recipient_refused", "")
    assert [letter.recipients for letter in room.post.letters] == [["ana@northwind.example"]]


@pytest.mark.asyncio
async def test_what_was_sent_is_not_sent_again_where_the_row_could_not_be_deleted(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    await room.put()

    def fail(*_: object) -> None:
        raise LookupError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "delete_mail", fail)
        with pytest.raises(LookupError):
            await room.sender.send_due()
    assert await room.sender.send_due() == 1

    assert len(room.post.letters) == 1
    assert await room.rows() == []


@pytest.mark.asyncio
async def test_a_mail_that_was_sent_twice_after_a_crash_is_one_mail(room: Room, monkeypatch: pytest.MonkeyPatch):
    await room.put()
    with monkeypatch.context() as patched:
        patched.setattr(outbox, "delete_mail", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await room.sender.send_due()

    assert await room.new_sender().send_due() == 1

    first, second = room.post.letters
    assert first.message["Message-ID"] == second.message["Message-ID"]


@pytest.mark.asyncio
async def test_the_task_sends_and_stops(room: Room):
    await room.put()
    room.sender.start()

    await asyncio.to_thread(room.post.wait_for, 1)
    await room.sender.close()

    assert await room.rows() == []


# ── how the way is guarded ───────────────────────────────────────────────────────────────────────────────────────────


@pytest_asyncio.fixture
async def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    """A post office that offers STARTTLS, with a certificate that this machine trusts."""
    certificate = write_certificate(tmp_path / "post-office.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Database.open(tmp_path / "desk.sqlite") as database, PostOffice(certificate=certificate) as post:
        migrate.upgrade(database)
        yield Room(database, post)


@pytest.mark.asyncio
async def test_by_default_the_way_is_guarded_before_anything_is_said(guarded: Room):
    await guarded.put()

    assert await guarded.new_sender("smtp", "desk:p%40ss%3Aword@").send_due() == 1

    assert guarded.post.letters[0].was_guarded
    assert guarded.post.logins == [("desk", "p@ss:word")]


@pytest.mark.asyncio
async def test_tls_from_the_start(guarded: Room):
    await guarded.put()
    guarded.post.tls = True

    assert await guarded.new_sender("smtps", "desk:secret@").send_due() == 1

    assert guarded.post.letters[0].was_guarded


@pytest.mark.asyncio
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_nothing_is_said_to_a_server_whose_certificate_is_not_good(
    guarded: Room, scheme: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("SSL_CERT_FILE")
    guarded.post.tls = scheme == "smtps"
    await guarded.put()

    assert await guarded.new_sender(scheme, "desk:secret@").send_due() == 0

    assert (guarded.post.logins, guarded.post.letters) == ([], [])
    assert (await guarded.rows())[0].trouble == "sender_refused"


@pytest.mark.asyncio
async def test_where_the_offer_of_tls_was_taken_away_nothing_is_sent(room: Room):
    await room.put()

    assert await room.new_sender("smtp", "desk:secret@").send_due() == 0

    assert (room.post.logins, room.post.letters) == ([], [])


@pytest.mark.attack(97)
@pytest.mark.asyncio
async def test_the_log_has_no_link_no_address_and_no_password(room: Room):
    await room.put()
    await room.put(recipient="CANARY@northwind.example", link=LINK)
    room.post.answers["RCPT"] = "550 5.1.1 <CANARY@northwind.example> unknown"
    with logged() as lines:
        await room.new_sender(user="desk:CANARY-PASSWORD@").send_due()

    text = "".join(lines)
    assert "mail_not_sent" in text
    for canary in ("CANARY", "ana@", "northwind"):
        assert canary not in text


@contextlib.contextmanager
def logged() -> Iterator[list[str]]:
    """What is written to the log."""
    root = logging.getLogger()
    before, stream = (root.handlers[:], root.level), io.StringIO()
    lines: list[str] = []
    configure_logging("debug", stream=stream)
    try:
        yield lines
    finally:
        structlog.reset_defaults()
        root.handlers[:], level = before
        root.setLevel(level)
        lines += stream.getvalue().splitlines()

"""Whoever tampers with the log in the database is found out, down to the row."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from deskbell.audit import verify
from deskbell.audit.chain import START, Link, hash_of
from deskbell.audit.head_file import FILE_NAME, Head, HeadFile
from deskbell.audit.record import record_act
from deskbell.audit.tables import ACTS
from deskbell.kit.acts import Act
from tests.integration.test_command_line import run
from tests.office import Browser, Office
from tests.server import ServerProcess, Shop

LAST = 9


async def write_acts(office: Office, count: int) -> None:
    def write(connection: Connection) -> None:
        for _ in range(count):
            record_act(
                connection,
                Act(organisation=office.organisation, by="", what="channel.changed", at=office.clock.now()),
            )

    await office.database.write(write)


async def tamper(office: Office, *statements: str) -> None:
    """As somebody does who has the database file and a shell: the triggers are no obstacle to him."""

    def change(connection: Connection) -> None:
        for trigger in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS audit_acts_no_{trigger}"))
        for statement in statements:
            connection.execute(text(statement))

    await office.database.write(change)


async def prepare(office: Office, owner: Browser) -> None:
    """A log of `LAST` acts, whose head has been kept."""
    written = (await owner.get("/audit")).json()["total"]
    await write_acts(office, LAST - written)
    assert (await owner.get("/audit/verification")).json()["ok"]


@pytest.mark.attack(100)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("statements", "first_bad"),
    [
        (["UPDATE audit_acts SET by_name = 'Eve' WHERE number = 4"], 4),
        (["UPDATE audit_acts SET at = at + 1 WHERE number = 9"], 9),
        (["UPDATE audit_acts SET details = '[]' WHERE number = 1"], 1),
        (["UPDATE audit_acts SET words = '' WHERE number = 5"], 5),
        (["UPDATE audit_acts SET hash = 'x' WHERE number = 6"], 6),
        (["DELETE FROM audit_acts WHERE number = 5"], 5),
        (["DELETE FROM audit_acts WHERE number = 1"], 1),
        (["DELETE FROM audit_acts WHERE number >= 8"], 8),
        (["DELETE FROM audit_acts WHERE number = 9", "UPDATE audit_heads SET number = 8"], 9),
        (["DELETE FROM audit_acts", "DELETE FROM audit_heads"], 1),
        (
            [
                "UPDATE audit_acts SET number = 100 WHERE number = 3",
                "UPDATE audit_acts SET number = 3 WHERE number = 4",
                "UPDATE audit_acts SET number = 4 WHERE number = 100",
            ],
            3,
        ),
        (["DELETE FROM audit_acts WHERE number = 7", "UPDATE audit_acts SET number = number - 1 WHERE number > 7"], 7),
    ],
)
async def test_the_first_row_that_is_not_as_it_was_is_named(
    office: Office, owner: Browser, statements: list[str], first_bad: int
):
    await prepare(office, owner)
    await tamper(office, *statements)

    found = (await owner.get("/audit/verification")).json()

    assert (found["ok"], found["first_bad"]) == (False, first_bad)
    assert str(first_bad) in found["problem"]


@pytest.mark.attack(100)
@pytest.mark.asyncio
async def test_a_chain_that_was_forged_to_its_end_does_not_pass_through_the_head_that_was_kept(
    office: Office, owner: Browser
):
    await prepare(office, owner)
    await tamper(office, "UPDATE audit_acts SET by_name = 'Eve', words = 'eve · channel.changed' WHERE number = 7")
    await office.database.write(forge)

    found = (await owner.get("/audit/verification")).json()

    assert (found["ok"], found["first_bad"]) == (False, LAST)
    assert "or an act before it" in found["problem"]


def forge(connection: Connection) -> None:
    """Every hash is made anew."""
    before = START
    for row in connection.execute(ACTS.select().order_by(ACTS.c.number)).all():
        link = Link(*(getattr(row, name) for name in Link.__struct_fields__))
        before = hash_of(link, before)
        connection.execute(ACTS.update().where(ACTS.c.number == row.number).values(hash=before))
    connection.execute(text("UPDATE audit_heads SET hash = :hash"), {"hash": before})


@pytest.mark.attack(100)
@pytest.mark.asyncio
async def test_what_is_written_after_a_deletion_does_not_hide_it(office: Office, owner: Browser):
    await prepare(office, owner)
    kept = HeadFile(office.settings.data / FILE_NAME).read()
    await tamper(
        office,
        "DELETE FROM audit_acts WHERE number >= 8",
        "UPDATE audit_heads SET number = 7, hash = (SELECT hash FROM audit_acts WHERE number = 7)",
    )
    office.clock.advance(1)
    await write_acts(office, 20)

    found = (await owner.get("/audit/verification")).json()

    assert (found["ok"], found["first_bad"]) == (False, LAST)
    assert HeadFile(office.settings.data / FILE_NAME).read() == kept, "the evidence stays"


@pytest.mark.asyncio
async def test_a_long_log_is_walked_a_piece_at_a_time(office: Office, owner: Browser, monkeypatch):
    monkeypatch.setattr(verify, "ROWS_AT_ONCE", 7)
    await write_acts(office, 50)
    total = (await owner.get("/audit")).json()["total"]

    found = (await owner.get("/audit/verification")).json()
    assert found == {"acts": total, "ok": True, "first_bad": None, "problem": "", "head": found["head"]}

    await tamper(office, "DELETE FROM audit_acts WHERE number = 36")
    assert (await owner.get("/audit/verification")).json()["first_bad"] == 36


@pytest.mark.asyncio
async def test_the_head_goes_to_a_file_that_only_its_owner_reads(office: Office, owner: Browser):
    await office.app.audit_keeper.keep()
    file = office.settings.data / FILE_NAME

    (head,) = (HeadFile(file).read() or {}).values()
    assert head.number == (await owner.get("/audit")).json()["total"]
    assert file.stat().st_mode & 0o777 == 0o600

    before = file.stat().st_mtime_ns
    await office.app.audit_keeper.keep()
    assert file.stat().st_mtime_ns == before, "nothing was done, so nothing is written"


def test_a_head_file_that_is_damaged_or_missing_is_none(tmp_path: Path):
    file = HeadFile(tmp_path / "heads.json")
    assert file.read() is None
    file.write({"o": Head(3, "abc")})
    assert file.read() == {"o": Head(3, "abc")}
    file.path.write_text("{")
    assert file.read() is None


@pytest.mark.asyncio
async def test_after_a_crash_the_log_reaches_its_head(tmp_path: Path):
    process = ServerProcess(tmp_path / "data")
    try:
        await process.start()
        shop = await Shop(process).set_up()
        await asyncio.gather(*[shop.owner.call("PATCH", "/organisation", name=f"Shop {n}") for n in range(20)])
        await shop.owner.call("GET", "/audit/verification")
        await shop.owner.call("PATCH", "/organisation", name="The last one")
        await shop.close()
        process.kill()

        verified = run("audit", "verify", DESKBELL_DATA=str(process.folder))
        assert (verified.returncode, verified.stderr) == (0, "")
        assert "23 acts" in verified.stdout
    finally:
        process.end()


@pytest.mark.attack(100)
@pytest.mark.asyncio
async def test_the_command_line_verifies_while_the_server_runs_and_after(tmp_path: Path):
    process = ServerProcess(tmp_path / "data")

    def verify_log() -> Any:
        return run("audit", "verify", DESKBELL_DATA=str(process.folder))

    try:
        await process.start()
        shop = await (await Shop(process).set_up()).open_inbox()
        # The server keeps the head itself, within a second or so.
        await shop.owner.call("GET", "/audit/verification")
        running = verify_log()
        assert (running.returncode, running.stderr) == (0, "")
        assert "all as they were written" in running.stdout
        await shop.close()
        await process.stop()
    finally:
        process.end()
    assert verify_log().returncode == 0

    with sqlite3.connect(process.folder / "deskbell.db") as database:
        database.execute("DROP TRIGGER audit_acts_no_delete")
        database.execute("DELETE FROM audit_acts WHERE number = (SELECT max(number) FROM audit_acts)")
        database.execute("UPDATE audit_heads SET number = number - 1")
        left = database.execute("SELECT max(number) FROM audit_acts").fetchone()[0]
    database.close()
    bad = verify_log()
    assert bad.returncode == 1
    (line,) = bad.stdout.splitlines()
    assert f"act {left + 1} is missing" in line

    (process.folder / FILE_NAME).unlink()
    assert "cannot be told" in verify_log().stdout

"""The file: its settings, its folder, its health, and what a killed process leaves."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from deskbell.kit.database import Database
from deskbell.kit.folder import LOCK_NAME, FolderLock
from deskbell.kit.sqlite import _CHECKPOINT_COMMITS
from deskbell.kit.trouble import (
    CommitFailed,
    DatabaseDamaged,
    DatabaseUnsupported,
    FolderInUse,
    FolderNotWritable,
    FolderOnNetwork,
)
from tests.kit.database_world import HurriedClock, metadata, notes_on_disk, read_notes, until, write_note


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5_000),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("journal_size_limit", 64 * 1024 * 1024),
        ("wal_autocheckpoint", 0),
        ("secure_delete", 1),
    ],
)
def test_the_writer_has_safe_settings(database, name, expected):
    assert database.write_sync(lambda connection: connection.exec_driver_sql(f"PRAGMA {name}").scalar()) == expected


def test_the_readers_have_theirs(database):
    def pragma(name):
        return database.read_sync(lambda connection: connection.exec_driver_sql(f"PRAGMA {name}").scalar())

    assert (pragma("query_only"), pragma("trusted_schema"), pragma("mmap_size")) == (1, 0, 0)


def test_foreign_keys_are_enforced(database):
    with pytest.raises(CommitFailed, match="FOREIGN KEY"):
        database.write_sync(lambda connection: connection.execute(text("INSERT INTO claims VALUES (7)")))


def test_settings_hold_after_a_failed_commit_has_renewed_the_connection(database):
    with pytest.raises(CommitFailed):
        database.write_sync(lambda connection: connection.execute(text("INSERT INTO claims VALUES (7)")))
    assert database.write_sync(lambda c: c.exec_driver_sql("PRAGMA synchronous").scalar()) == 2
    assert database.write_sync(lambda c: c.exec_driver_sql("PRAGMA foreign_keys").scalar()) == 1


def test_texts_do_not_land_in_columns_of_numbers(database):
    with pytest.raises(Exception, match="cannot store TEXT value in INTEGER column"):
        database.write_sync(lambda connection: connection.execute(text("INSERT INTO claims VALUES ('x')")))


def test_what_is_written_stays_out_of_error_messages(database):
    canary = "canary-of-a-visitor"
    with pytest.raises(Exception, match="UNIQUE") as caught:
        database.write_sync(
            lambda connection: [
                connection.execute(text("INSERT INTO notes VALUES (1, :text)"), {"text": canary}) for _ in "ab"
            ]
        )
    assert canary not in str(caught.value)


# ── the folder ──


def test_the_folder_is_made_and_is_nobody_elses_business(database, path):
    assert path.parent.stat().st_mode & 0o077 == 0


def test_one_process_uses_one_folder(database, path):
    with pytest.raises(FolderInUse, match=f"in use by process {os.getpid()}: stop that one first") as caught:
        Database.open(path.with_name("another.db"))
    assert str(path.parent) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_is_free_again_after_a_failure_to_open(path):
    path.parent.mkdir()
    path.write_bytes(b"this is no database at all" * 100)
    for _ in range(2):
        with pytest.raises(DatabaseDamaged, match="file is not a database"):
            Database.open(path)


def test_a_folder_that_cannot_be_made_or_written_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for where in (tmp_path / "file" / "test.db", tmp_path / "file" / "deeper" / "test.db"):
        with pytest.raises(FolderNotWritable, match="set DESKBELL_DATA to another folder"):
            Database.open(where)


@pytest.mark.skipif(os.getuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_of_somebody_else_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(FolderNotWritable, match="Permission denied"):
        Database.open(tmp_path / "test.db")


def test_a_lock_can_be_let_go_of_twice(tmp_path):
    lock = FolderLock.take(tmp_path)
    lock.release()
    lock.release()
    FolderLock.take(tmp_path).release()
    assert (tmp_path / LOCK_NAME).exists()


@pytest.mark.parametrize(
    ("mounts", "is_refused"),
    [
        ("server:/x {tmp} nfs4 rw 0 0", True),
        ("server:/x {parent} nfs4 rw 0 0", True),
        ("//server/x {tmp} cifs rw 0 0", True),
        ("server:/x {parent} nfs4 rw 0 0\n/dev/sda1 {tmp} ext4 rw 0 0", False),
        ("/dev/sda1 {parent} ext4 rw 0 0\nserver:/x {tmp} nfs rw 0 0", True),
        ("server:/x {tmp}/deeper nfs rw 0 0", False),
        ("server:/x {tmp}-sibling nfs rw 0 0", False),
        ("/dev/sda1 / ext4 rw 0 0", False),
    ],
)
def test_network_file_systems_are_refused(tmp_path, mounts, is_refused):
    table = tmp_path / "mounts"
    table.write_text(mounts.format(tmp=tmp_path, parent=tmp_path.parent))
    if not is_refused:
        FolderLock.take(tmp_path, mounts=table).release()
        return
    with pytest.raises(FolderOnNetwork, match="local disk"):
        FolderLock.take(tmp_path, mounts=table)


def test_a_folder_of_which_the_system_tells_nothing_is_taken(tmp_path):
    FolderLock.take(tmp_path, mounts=tmp_path / "missing").release()


# ── addresses ──


def test_an_address_and_a_path_name_the_same_file(path):
    with Database.open(f"sqlite:///{path}") as database:
        database.write_sync(metadata.create_all)
        database.write_sync(write_note("x"))
    with Database.open(str(path)) as database:
        assert database.read_sync(read_notes) == ["x"]


def test_odd_characters_in_a_path_are_no_options(tmp_path):
    path = tmp_path / "what?mode=memory&a#b %41" / "test.db"
    with Database.open(path) as database:
        database.write_sync(metadata.create_all)
    assert path.exists()


def test_another_product_is_refused_without_repeating_its_password():
    with pytest.raises(DatabaseUnsupported, match="'postgresql'") as caught:
        Database.open("postgresql://user:hunter2@host/name")
    assert "hunter2" not in str(caught.value)


# ── health ──


def filled(path, rows):
    with Database.open(path) as database:
        database.write_sync(metadata.create_all)
        database.write_sync(lambda connection: [write_note("x" * 500)(connection) for _ in range(rows)])


def test_a_damaged_page_is_found_at_the_start(path):
    filled(path, rows=500)
    with path.open("r+b") as file:
        file.seek(4_096 * 20)
        file.write(b"\xff" * 4_096)
    with pytest.raises(DatabaseDamaged, match="put a backup in its place") as caught:
        Database.open(path)
    assert "\n" not in str(caught.value)


def test_a_large_database_is_looked_at_as_far_as_the_time_goes(path):
    filled(path, rows=5_000)
    with Database.open(path, clock=HurriedClock()) as database:
        assert database.write_sync(lambda connection: connection.scalar(text("SELECT 1"))) == 1


def log_of(path):
    return path.with_name(path.name + "-wal")


def test_the_log_is_in_the_file_after_closing(database, path):
    database.write_sync(write_note("x"))
    assert log_of(path).stat().st_size > 0
    database.close()
    assert not log_of(path).exists() or log_of(path).stat().st_size == 0
    assert notes_on_disk(path) == ["x"]


@pytest.mark.asyncio
async def test_the_log_is_copied_when_nothing_else_is_to_do(database, path):
    size = path.stat().st_size
    await database.write(write_note("x" * 20_000))
    await until(lambda: path.stat().st_size > size)


@pytest.mark.asyncio
async def test_the_log_does_not_grow_for_ever_under_load(database, path):
    for _ in range(_CHECKPOINT_COMMITS * 3):
        await database.write(write_note("x" * 2_000))
    one_commit = 4 * (4_096 + 24)
    assert log_of(path).stat().st_size < _CHECKPOINT_COMMITS * 1.5 * one_commit


# ── changes of the schema ──


def test_a_table_can_be_rebuilt_without_losing_what_refers_to_it(database):
    def rebuild(connection):
        connection.execute(text("CREATE TABLE fresh (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"))
        connection.execute(text("INSERT INTO fresh SELECT id, text FROM notes"))
        connection.execute(text("DROP TABLE notes"))
        connection.execute(text("ALTER TABLE fresh RENAME TO notes"))

    database.write_sync(write_note("kept"))
    database.write_sync(lambda connection: connection.execute(text("INSERT INTO claims VALUES (1)")))
    database.alter_sync(rebuild)
    assert database.read_sync(read_notes) == ["kept"]
    assert database.read_sync(lambda connection: connection.scalar(text("SELECT count(*) FROM claims"))) == 1


def test_a_change_that_breaks_a_reference_is_undone_and_references_are_enforced_again(database):
    database.write_sync(write_note("kept"))
    database.write_sync(lambda connection: connection.execute(text("INSERT INTO claims VALUES (1)")))
    with pytest.raises(CommitFailed, match="a row of claims would refer to no row of notes"):
        database.alter_sync(lambda connection: connection.execute(text("DELETE FROM notes")))
    assert database.read_sync(read_notes) == ["kept"]
    assert database.write_sync(lambda c: c.exec_driver_sql("PRAGMA foreign_keys").scalar()) == 1


def test_a_change_that_raises_is_undone(database):
    def drop_and_raise(connection):
        connection.execute(text("DROP TABLE claims"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.alter_sync(drop_and_raise)
    assert database.read_sync(lambda connection: connection.scalar(text("SELECT count(*) FROM claims"))) == 0


# ── kill -9 ──

WRITE_UNTIL_KILLED = """
import asyncio, sys
from pathlib import Path
from deskbell.kit.database import Database
from tests.kit.database_world import metadata, write_note

async def main(path):
    database = Database.open(path)
    database.write_sync(metadata.create_all)
    async def keep_writing(name):
        for number in range(1_000_000):
            print(await database.write(write_note(f"{name}-{number}")), flush=True)
    await asyncio.gather(*(keep_writing(name) for name in range(20)))

asyncio.run(main(Path(sys.argv[1])))
"""


def test_what_was_told_to_be_written_is_there_after_a_kill(path):
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE_UNTIL_KILLED, str(path)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(300)]
    with pytest.raises(FolderInUse, match=f"process {process.pid}"):
        Database.open(path)
    process.send_signal(signal.SIGKILL)
    # The last line may have been cut in two.
    told += [line for line in process.stdout if line.endswith("\n")]
    process.wait()
    process.stdout.close()
    with Database.open(path) as database:
        kept = database.read_sync(read_notes)
        verdict = database.read_sync(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar())
    assert not {line.strip() for line in told} - set(kept)
    assert len(kept) == len(set(kept))
    assert verdict == "ok"

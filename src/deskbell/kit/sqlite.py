"""SQLite: the one file in which its peculiarities are spelt out.

Owns: connections with safe settings read back, transactions, checkpoints, the deadline of reads.
Never: two connections that write or checkpoint: libraries before 3.51.3 can lose committed data that way.
Holds: a commit is flushed when it returns (WAL, synchronous=FULL); a reader is `mode=ro` and cannot write.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from deskbell.kit.clock import Clock
from deskbell.kit.folder import FolderLock
from deskbell.kit.logging import get_logger
from deskbell.kit.trouble import (
    CommitFailed,
    DatabaseDamaged,
    FolderInUse,
    FolderNotWritable,
    ReadTooLong,
    Trouble,
)

READ_MILLISECONDS_MAX = 5_000
QUICK_CHECK_MILLISECONDS_MAX = 2_000
# About a millisecond of work: seldom enough not to fight over the interpreter, often enough for a deadline.
_INSTRUCTIONS_PER_LOOK = 10_000

_JOURNAL_BYTES_MAX = 64 * 1024 * 1024
_PAGE_BYTES = 4_096
# The log's size is not to be had without a checkpoint, so changed rows and commits stand for its pages:
# a commit writes a handful of pages at least, a row touches about one in four with its indexes.
_CHECKPOINT_COMMITS = 250
_CHECKPOINT_ROWS = 4_000

# What is asked for, and what must be read back.
_Settings = tuple[tuple[str, str, int | str], ...]
_COMMON_SETTINGS = (
    ("busy_timeout", "5000", 5_000),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
)
_WRITER_SETTINGS = (
    *_COMMON_SETTINGS,
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("journal_size_limit", str(_JOURNAL_BYTES_MAX), _JOURNAL_BYTES_MAX),
    ("wal_autocheckpoint", "0", 0),
    # What is erased is overwritten, not just unlinked.
    ("secure_delete", "ON", 1),
)
_READER_SETTINGS = (*_COMMON_SETTINGS, ("query_only", "ON", 1))

log = get_logger(__name__)


class SqliteBackend:
    """A database file, its folder locked for this process; not so for a look from beside, which must never write."""

    def __init__(self, path: Path, clock: Clock, *, beside: bool = False) -> None:
        self._path = path.absolute()
        self._clock = clock
        # Each reader runs in a thread of its own, and so has a deadline of its own.
        self._deadline = threading.local()
        self._commits = 0
        self._rows_at_checkpoint = 0
        self._lock = None if beside else FolderLock.take(self._path.parent)

    def connect_writer(self) -> Connection:
        """The connection that writes. Raises `DatabaseDamaged`, `FolderNotWritable` or `FolderInUse`."""
        self._rows_at_checkpoint = 0
        return self._connect("rwc", _WRITER_SETTINGS, begin="BEGIN IMMEDIATE")

    def check(self, connection: Connection) -> None:
        """`PRAGMA quick_check` within its budget; a large database is looked at as far as the budget goes."""
        driver = _driver(connection)
        deadline = self._clock.now() + QUICK_CHECK_MILLISECONDS_MAX
        driver.set_progress_handler(lambda: self._clock.now() > deadline, _INSTRUCTIONS_PER_LOOK)
        try:
            verdict = driver.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_INTERRUPT:
                raise self._as_trouble(error) from error
            log.info("quick_check_unfinished", milliseconds_max=QUICK_CHECK_MILLISECONDS_MAX)
            return
        except sqlite3.DatabaseError as error:
            raise self._as_trouble(error) from error
        finally:
            driver.set_progress_handler(None, 0)
        if verdict != "ok":
            raise self._damaged(verdict)

    def connect_reader(self) -> Connection:
        """A connection that cannot write."""
        connection = self._connect("ro", _READER_SETTINGS, begin="BEGIN")
        _driver(connection).set_progress_handler(self._is_late, _INSTRUCTIONS_PER_LOOK)
        return connection

    @contextmanager
    def reading(self, connection: Connection) -> Iterator[None]:
        """One snapshot for the queries inside, stopped at the deadline with `ReadTooLong`."""
        self._deadline.instant = self._clock.now() + READ_MILLISECONDS_MAX
        try:
            with connection.begin() as transaction:
                yield
                transaction.rollback()
        except OperationalError as error:
            if _code(error.orig) != sqlite3.SQLITE_INTERRUPT:
                raise
            seconds = READ_MILLISECONDS_MAX // 1_000
            message = f"a read took longer than {seconds} s and was stopped: ask for less at once"
            raise ReadTooLong(message) from error
        finally:
            self._deadline.instant = None

    @contextmanager
    def altering(self, connection: Connection) -> Iterator[None]:
        """One transaction in which tables may be rebuilt, with every foreign key checked before COMMIT."""
        # Dropping a table would delete what refers to it; the switch works outside a transaction only.
        driver = _driver(connection)
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield
                broken = driver.execute("PRAGMA foreign_key_check").fetchone()
                if broken is not None:
                    raise CommitFailed(f"undone: a row of {broken[0]} would refer to no row of {broken[2]}")
        finally:
            _set(driver, "foreign_keys", "ON", 1)

    def tidy(self, connection: Connection, *, idle: bool) -> None:
        """Copy the log into the file from time to time, so that neither it nor recovery grows long."""
        driver = _driver(connection)
        if not idle:
            self._commits += 1
        rows = driver.total_changes - self._rows_at_checkpoint
        due = self._commits >= _CHECKPOINT_COMMITS or rows >= _CHECKPOINT_ROWS
        if not due and not (idle and self._commits):
            return
        self._commits = 0
        self._rows_at_checkpoint = driver.total_changes
        try:
            _checkpoint(driver)
        except sqlite3.Error as error:
            # Nothing is lost by it: the log grows until the next try succeeds.
            log.warning("checkpoint_failed", reason=str(error))

    def close_writer(self, connection: Connection) -> None:
        """Copy the whole log into the file, empty it, and close."""
        try:
            _driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            # Nothing is lost by it: what is in the log is read from there at the next start.
            log.warning("checkpoint_failed", reason=str(error))
        connection.close()

    def close(self) -> None:
        """Let go of the folder."""
        if self._lock is not None:
            self._lock.release()

    def _is_late(self) -> bool:
        instant = getattr(self._deadline, "instant", None)
        return instant is not None and self._clock.now() > instant

    def _connect(self, mode: str, settings: _Settings, *, begin: str) -> Connection:
        def connect() -> sqlite3.Connection:
            address = f"file:{quote(str(self._path))}?mode={mode}"
            # Transactions are begun in words of our own choosing (isolation_level=None), and connections are
            # opened in one thread and used in another, though never in two at once (check_same_thread=False).
            driver = sqlite3.connect(
                address, uri=True, isolation_level=None, check_same_thread=False, cached_statements=512
            )
            try:
                for name, value, expected in settings:
                    _set(driver, name, value, expected)
            except BaseException:
                driver.close()
                raise
            return driver

        # Parameters stay out of error messages: they hold what people wrote.
        engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
        _begin_with(engine, begin)
        try:
            return engine.connect()
        except (sqlite3.Error, DBAPIError) as error:
            raise self._as_trouble(error) from error

    def _as_trouble(self, error: sqlite3.Error | DBAPIError) -> Trouble:
        error = getattr(error, "orig", None) or error
        code = _code(error)
        if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            return self._damaged(str(error))
        if code == sqlite3.SQLITE_BUSY:
            return FolderInUse(f"another program holds the database {self._path} locked: close it first")
        return FolderNotWritable(
            f"cannot open the database {self._path} ({error}): check its owner and rights, and the space on its disk"
        )

    def _damaged(self, reason: str) -> DatabaseDamaged:
        line = " ".join(reason.split())
        return DatabaseDamaged(
            f"the database {self._path} is damaged or is none ({line}):"
            " keep the file aside and put a backup in its place"
        )


def _begin_with(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _set(driver: sqlite3.Connection, name: str, value: str, expected: int | str) -> None:
    driver.execute(f"PRAGMA {name}={value}")
    row = driver.execute(f"PRAGMA {name}").fetchone()
    # A library built without a feature answers nothing at all: mmap_size is the one where that is as good.
    if row is None and name == "mmap_size":
        return
    if row is None or row[0] != expected:
        found = None if row is None else row[0]
        raise DatabaseDamaged(
            f"SQLite refuses {name}={value} (it says {found}): use a local disk and a standard SQLite"
        )


def _checkpoint(driver: sqlite3.Connection) -> None:
    _blocked, pages, copied = driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    if (pages - copied) * _PAGE_BYTES > _JOURNAL_BYTES_MAX:
        # Readers take turns in holding the log open; wait for them once, as long as a read may last.
        driver.execute("PRAGMA wal_checkpoint(RESTART)")


def _code(error: BaseException | None) -> int | None:
    # The low byte is the plain code, the rest says more than is needed here.
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF

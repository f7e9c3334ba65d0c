"""The schema's way from one version to the next.

Owns: running Alembic's revisions inside the writer's transaction.
Never: a revision; those stand in `deskbell/migrations/versions`, hand-written.
Holds: an upgrade happens whole or not at all, whatever interrupts it.
"""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from deskbell.kit.database import Database
from deskbell.kit.tables import metadata
from deskbell.kit.trouble import DatabaseTooNew

MIGRATIONS = "deskbell:migrations"
# Alembic's word for the empty schema.
BASE = "base"


def upgrade(database: Database, *, migrations: str = MIGRATIONS) -> None:
    """Bring the schema to the newest revision. Raises `DatabaseTooNew` for one that is unknown here.

    `migrations` is a folder with `env.py` and `versions`, as a path or as `package:folder`.
    """
    revision = current(database)
    _refuse_newer(revision, migrations)
    if revision != head(migrations=migrations):
        _run(database, migrations, "head")


def downgrade(database: Database, revision: str, *, migrations: str = MIGRATIONS) -> None:
    """Take the schema back to `revision` (`BASE`: to nothing). Raises `DatabaseTooNew`."""
    _refuse_newer(current(database), migrations)
    _run(database, migrations, revision, is_down=True)


def current(database: Database) -> str | None:
    """The revision that the database is at, None before the first."""
    return database.read_sync(_find_revision)


def head(*, migrations: str = MIGRATIONS) -> str | None:
    """The newest revision that this version knows, None when there is none."""
    return ScriptDirectory.from_config(_configure(migrations)).get_current_head()


def _find_revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(revision: str | None, migrations: str) -> None:
    if revision is None:
        return
    try:
        ScriptDirectory.from_config(_configure(migrations)).get_revision(revision)
    except CommandError as error:
        raise DatabaseTooNew(
            f"the database was made by a newer version (its revision {revision} is unknown here):"
            " install that version, or restore a backup from before the upgrade"
        ) from error


def _run(database: Database, migrations: str, target: str, *, is_down: bool = False) -> None:
    config = _configure(migrations)

    def job(connection: Connection) -> None:
        config.attributes["connection"] = connection
        config.attributes["metadata"] = metadata
        if is_down:
            command.downgrade(config, target)
        else:
            command.upgrade(config, target)

    database.alter_sync(job)


def _configure(migrations: str) -> Config:
    config = Config()
    # The parser behind it takes a percent sign for the start of a placeholder.
    config.set_main_option("script_location", migrations.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config

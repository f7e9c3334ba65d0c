"""Trouble: the world failed, and a person can do something about it.

Owns: the base of every error that is shown to an operator as one line.
Never: a traceback for the reader; a refusal (data) or a bug (an assertion) in this shape.
Holds: `str(trouble)` is one line that says what is wrong and what to do.
"""


class Trouble(Exception):
    """Something outside the program failed. The message is one line and says what to do."""


class FolderNotWritable(Trouble):
    """The data folder cannot be made or written."""


class FolderInUse(Trouble):
    """Another process works in the data folder."""


class FolderOnNetwork(Trouble):
    """The data folder lies on a network file system, whose locks and flushes cannot be trusted."""


class KeyUnusable(Trouble):
    """The data folder's key is not what it was."""


class DatabaseUnsupported(Trouble):
    """The address names a database that this version cannot speak to."""


class DatabaseDamaged(Trouble):
    """The file is not a database, fails its quick check or refuses a safe setting."""


class DatabaseTooNew(Trouble):
    """The schema was made by a newer version of the program."""


class DatabaseBusy(Trouble):
    """Too much is waiting already. Nothing was done: try again in a moment."""


class DatabaseClosed(Trouble):
    """The database was closed before the job's turn came. Nothing was done."""


class ReadTooLong(Trouble):
    """A read was stopped at its deadline, so that it cannot hold the write-ahead log open."""


class CommitFailed(Trouble):
    """The group's transaction was not confirmed.

    Embedded, nothing of it was kept. On a server database the outcome can be unknown (the line was
    cut during COMMIT), so whoever repeats a job must be able to repeat it without doubling.
    """

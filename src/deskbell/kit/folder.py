"""The data folder: made if need be, writable, local, and ours alone.

Owns: the lock file that keeps a second process out.
Never: what lies in the folder besides.
Holds: at most one process at a time has the lock; a killed process leaves none behind.
"""

import fcntl
import os
from pathlib import Path
from typing import Self

from deskbell.kit.trouble import FolderInUse, FolderNotWritable, FolderOnNetwork

LOCK_NAME = "deskbell.lock"
# What a data folder holds is nobody else's business.
_FOLDER_MODE = 0o700
_FILE_MODE = 0o600

_MOUNTS = Path("/proc/self/mounts")
# File systems whose locks and flushes depend on another machine's good will.
_NETWORK_FILE_SYSTEMS = frozenset(
    {"afs", "ceph", "cifs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
    | {f"fuse.{kind}" for kind in ("glusterfs", "rclone", "s3fs", "sshfs")}
)


class FolderLock:
    """The hold of this process on a folder."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, folder: Path, *, mounts: Path = _MOUNTS) -> Self:
        """Make `folder` if it is missing and lock it.

        Raises `FolderNotWritable`, `FolderOnNetwork` or `FolderInUse`.
        """
        try:
            folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
            _refuse_network(folder, mounts)
            descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _FILE_MODE)
        except OSError as error:
            reason = error.strerror or str(error)
            raise FolderNotWritable(
                f"cannot write in the data folder {folder} ({reason}):"
                " give this user the right to, or set DESKBELL_DATA to another folder"
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(descriptor)
            raise FolderInUse(
                f"the data folder {folder} is in use by process {holder}:"
                " stop that one first, or set DESKBELL_DATA to another folder"
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        return cls(descriptor)

    def release(self) -> None:
        """Let go. Twice is harmless. The file stays: removing it would race with the next holder."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _refuse_network(folder: Path, mounts: Path) -> None:
    kind = _file_system(folder.resolve(), mounts)
    if kind in _NETWORK_FILE_SYSTEMS:
        raise FolderOnNetwork(
            f"the data folder {folder} lies on a network file system ({kind}), where a database is not safe:"
            " set DESKBELL_DATA to a folder on a local disk"
        )


def _file_system(folder: Path, mounts: Path) -> str | None:
    """The kind of file system that `folder` lies on; None where the system does not tell."""
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return None
    depth, kind = -1, None
    for line in lines:
        _device, point, mounted_kind, *_ = line.split(" ")
        mounted = Path(point.replace("\\040", " "))
        # The later of two mounts on one point covers the earlier.
        if folder.is_relative_to(mounted) and len(mounted.parts) >= depth:
            depth, kind = len(mounted.parts), mounted_kind
    return kind

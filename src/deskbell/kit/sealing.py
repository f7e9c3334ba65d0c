"""Sealing: what must be kept to be used again, and is not to be read in the database.

Owns: the key file in the data folder, and one cipher (ChaCha20-Poly1305, RFC 8439).
Never: a password or a token: of those only a hash is kept.
Holds: what was sealed for one owner does not open for another; a copy of the database without the data folder's key
    tells nothing of it.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from deskbell.kit.trouble import FolderNotWritable, KeyUnusable

KEY_NAME = "deskbell.key"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_FOLDER_MODE = 0o700
_FILE_MODE = 0o600


class Seal:
    """Seals and opens with one key."""

    def __init__(self, key: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)

    @classmethod
    def of_folder(cls, folder: Path) -> "Seal":
        """With the key of this data folder, which is made where there is none. Raises `Trouble`."""
        path = folder / KEY_NAME
        try:
            _make(path)
            key = path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise FolderNotWritable(
                f"cannot use the key {path} ({reason}): give this user the right to read and write in that folder"
            ) from error
        if len(key) != _KEY_BYTES:
            raise KeyUnusable(f"the key {path} is damaged: put the one of your backup in its place")
        return cls(key)

    def close_in(self, secret: bytes, owner: str) -> bytes:
        """`secret`, readable for `owner` only."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret, owner.encode())

    def take_out(self, sealed: bytes, owner: str) -> bytes | None:
        """What was sealed for `owner`; None where this key or this owner does not open it."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], owner.encode())
        except (InvalidTag, ValueError):
            return None


def _make(path: Path) -> None:
    """A new key, whole or not at all: a power cut must not leave half of one."""
    if path.exists():
        return
    path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _FILE_MODE)
    try:
        os.write(descriptor, os.urandom(_KEY_BYTES))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.rename(path)

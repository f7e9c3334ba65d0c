"""Sealing: what opens what, and what becomes of the key."""

import pytest

from deskbell.kit.sealing import KEY_NAME, Seal
from deskbell.kit.trouble import FolderNotWritable, KeyUnusable

SECRET = b"CANARY secret"


def test_what_was_sealed_opens_for_its_owner_and_after_a_restart(tmp_path):
    sealed = Seal.of_folder(tmp_path).close_in(SECRET, "ana")

    assert SECRET not in sealed
    assert Seal.of_folder(tmp_path).take_out(sealed, "ana") == SECRET
    assert sealed != Seal.of_folder(tmp_path).close_in(SECRET, "ana"), "twice the same looks different"


def test_it_opens_for_nobody_else(tmp_path):
    seal = Seal.of_folder(tmp_path / "a")
    sealed = seal.close_in(SECRET, "ana")

    assert seal.take_out(sealed, "bob") is None
    assert seal.take_out(sealed[:-1] + bytes([sealed[-1] ^ 1]), "ana") is None
    assert seal.take_out(sealed[:20], "ana") is None
    assert seal.take_out(b"", "ana") is None
    assert Seal.of_folder(tmp_path / "b").take_out(sealed, "ana") is None


def test_the_key_is_for_nobody_elses_eyes(tmp_path):
    Seal.of_folder(tmp_path)

    assert (tmp_path / KEY_NAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [KEY_NAME]


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_damaged_key_is_not_replaced_in_silence(tmp_path, content):
    (tmp_path / KEY_NAME).write_bytes(content)

    with pytest.raises(KeyUnusable, match="backup"):
        Seal.of_folder(tmp_path)
    assert (tmp_path / KEY_NAME).read_bytes() == content


def test_a_folder_that_is_none(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(FolderNotWritable):
        Seal.of_folder(tmp_path / "file")

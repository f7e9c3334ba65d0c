"""The command line: what cannot run says why in one line, with status 2."""

import os
import sqlite3
import subprocess
import sys

import pytest

from tests.server import PROGRAM, ServerProcess, free_port


def run(*arguments, **settings):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DESKBELL_")}
    return subprocess.run(
        [str(PROGRAM), *arguments], env={**clean, **settings}, capture_output=True, text=True, timeout=60, check=False
    )


def says_in_one_line(finished):
    assert finished.returncode == 2, finished.stderr
    lines = finished.stderr.strip().splitlines()
    assert len(lines) == 1, finished.stderr
    assert lines[0].startswith("deskbell: ")
    return lines[0]


def test_the_version():
    finished = run("--version")
    assert finished.returncode == 0
    assert finished.stdout.startswith("deskbell ")


def test_config_names_every_setting_with_what_is_allowed(tmp_path):
    finished = run("config", DESKBELL_DATA=str(tmp_path), DESKBELL_PORT="9123")
    assert finished.returncode == 0
    assert "DESKBELL_PORT=9123" in finished.stdout
    for name in ("DESKBELL_DATA", "DESKBELL_HOST", "DESKBELL_PUBLIC_URL", "DESKBELL_DRAIN_SECONDS"):
        assert f"{name}=" in finished.stdout


def test_an_unknown_setting_names_the_right_one(tmp_path):
    line = says_in_one_line(run("serve", DESKBELL_DATA=str(tmp_path), DESKBELL_PROT="9000"))
    assert "DESKBELL_PORT" in line


def test_every_wrong_setting_is_named(tmp_path):
    finished = run("serve", DESKBELL_DATA=str(tmp_path), DESKBELL_PORT="x", DESKBELL_DRAIN_SECONDS="-1")
    assert finished.returncode == 2
    assert "DESKBELL_PORT" in finished.stderr
    assert "DESKBELL_DRAIN_SECONDS" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_an_option_that_does_not_exist():
    finished = run("serve", "--speed=high")
    assert finished.returncode == 2
    assert "Traceback" not in finished.stderr


@pytest.mark.asyncio
async def test_a_port_and_a_folder_that_somebody_has(tmp_path):
    process = ServerProcess(tmp_path / "data")
    try:
        await process.start()
        line = says_in_one_line(run("serve", DESKBELL_DATA=str(tmp_path / "b"), DESKBELL_PORT=str(process.port)))
        assert str(process.port) in line
        assert "DESKBELL_PORT" in line
        line = says_in_one_line(run("serve", DESKBELL_DATA=str(process.folder), DESKBELL_PORT=str(free_port())))
        assert str(process.folder) in line
    finally:
        process.end()


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("no folder")
    line = says_in_one_line(run("serve", DESKBELL_DATA=str(tmp_path / "file" / "data"), DESKBELL_PORT=str(free_port())))
    assert "file" in line


def test_a_host_that_is_no_address_of_this_machine(tmp_path):
    line = says_in_one_line(
        run("serve", DESKBELL_DATA=str(tmp_path), DESKBELL_HOST="192.0.2.1", DESKBELL_PORT=str(free_port()))
    )
    assert "DESKBELL_HOST" in line


@pytest.mark.asyncio
async def test_a_database_of_a_newer_version(tmp_path):
    process = ServerProcess(tmp_path / "data")
    try:
        await process.start()
        await process.stop()
    finally:
        process.end()
    with sqlite3.connect(process.folder / "deskbell.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    line = says_in_one_line(run("serve", DESKBELL_DATA=str(process.folder), DESKBELL_PORT=str(free_port())))
    assert "newer" in line


@pytest.mark.asyncio
async def test_the_set_up_link_is_printed_until_somebody_used_it(tmp_path):
    process = ServerProcess(tmp_path / "data")
    try:
        await process.start()
        assert process.output().count("/setup#") == 1
        await process.stop()
        await process.start()
        assert process.output().count("/setup#") == 2
    finally:
        process.end()


def test_a_bug_is_no_trouble():
    finished = subprocess.run(
        [sys.executable, "-c", "from deskbell import cli; cli.read_settings = None; cli.main()", "config"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert finished.returncode == 1
    assert "Traceback" in finished.stderr

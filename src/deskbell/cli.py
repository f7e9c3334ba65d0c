"""The command line: `deskbell serve`, `deskbell demo`, `deskbell config`.

Owns: commands, options, exit statuses, and how trouble is told.
Never: a decision that a program could want to make as well: commands call `main.py`.
Holds: whatever the world does, the answer is one clear line on standard error and status 2; a traceback is a bug.
"""

import os
import sys
from importlib import import_module
from typing import Annotated

import typer

from deskbell import __version__
from deskbell.kit.trouble import Trouble
from deskbell.settings import describe, read_settings

EXIT_TROUBLE = 2
"""The world failed, or something is set wrongly: the line says what to do."""

DEMO_FOLDER = "demo-data"

app = typer.Typer(
    name="deskbell",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"deskbell {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Live chat for your website, on a server of your own."""


@app.command()
def serve() -> None:
    """Run the server. What it is to do is set by DESKBELL_* and deskbell.toml; see `deskbell config`."""
    settings = read_settings(os.environ)
    # Here and not above: `deskbell config` and `--help` need not wait for everything that a server is made of.
    run = import_module("deskbell.main").serve
    run(settings)


@app.command()
def demo() -> None:
    """Run the server with a made-up shop, its agents and visitors, in the folder demo-data or DESKBELL_DATA."""
    from deskbell import main as deskbell_main
    from deskbell.demo.run import live_beside

    deskbell_main.serve(read_settings({"DESKBELL_DATA": DEMO_FOLDER, **os.environ}), beside=live_beside)


@app.command()
def config() -> None:
    """Print every setting: its value, where that comes from, what is allowed."""
    settings = read_settings(os.environ)
    for setting in describe(settings):
        typer.echo(f"{setting.name}={setting.value}")
        typer.echo(f"    {setting.description}. From: {setting.source}. Default: {setting.default or 'none'}.")
        typer.echo(f"    Allowed: {setting.allowed}.")


def main() -> None:
    """What the `deskbell` program runs."""
    try:
        app()
    except Trouble as trouble:
        for line in str(trouble).splitlines():
            sys.stderr.write(f"deskbell: {line}\n")
        sys.exit(EXIT_TROUBLE)

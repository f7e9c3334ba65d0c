"""The command line: `deskbell serve`, and everything else that an operator types.

Owns: commands, options, exit statuses, and how trouble is told.
Never: a decision that a program could want to make as well: commands call `main.py` and `at_rest.py`.
Holds: whatever the world does, the answer is one clear line on standard error and status 2; a traceback is a bug.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
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


audit = typer.Typer(no_args_is_help=True, help="The log of what was done by whom.")
app.add_typer(audit, name="audit")
licence = typer.Typer(no_args_is_help=True, help="Seats of the licences.")
app.add_typer(licence, name="licence")

member = typer.Typer(no_args_is_help=True, help="Members who cannot get in.")
app.add_typer(member, name="member")

Organisation = Annotated[str, typer.Option(help="Its name or id, where there are several.")]
Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The address under which the member signs in")]


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


@audit.command("verify")
def verify_audit() -> None:
    """Check that the audit log is as it was written, also while the server runs. Status 1: it is not."""
    from deskbell.audit.command import verify_all
    from deskbell.audit.head_file import FILE_NAME, HeadFile
    from deskbell.kit.beside import Beside

    settings = read_settings(os.environ)
    with Beside(settings.database_url) as database:
        found = list(verify_all(database, HeadFile(settings.data / FILE_NAME)))
    for _, line in found:
        typer.echo(line)
    if not all(is_well for is_well, _ in found):
        raise typer.Exit(1)


@licence.command("show")
def show_licences(organisation: Organisation = "") -> None:
    """How many seats there are and how many are assigned, also while the server runs."""
    from deskbell.at_rest import find_organisation, look
    from deskbell.people.licence_command import show_licences as show

    settings = read_settings(os.environ)
    for line in look(settings, lambda connection: show(connection, find_organisation(connection, organisation))):
        typer.echo(line)


@licence.command("set")
def set_licence(
    name: Annotated[str, typer.Argument(metavar="LICENCE", help="contact_center or live_chat")],
    seats: Annotated[str, typer.Argument(help="A number, or unlimited")],
    organisation: Organisation = "",
) -> None:
    """Set how many seats there are. The server must not be running."""
    from deskbell.at_rest import set_seats

    for line in set_seats(read_settings(os.environ), organisation, name, seats):
        typer.echo(line)


@member.command("reset-password")
def reset_password(email: Email) -> None:
    """Print a one-time link to a new password. The server must not be running."""
    from deskbell.at_rest import reset_password as reset

    for line in reset(read_settings(os.environ), email):
        typer.echo(line)


@member.command("turn-off-second-factor")
def turn_off_second_factor(email: Email) -> None:
    """Let a member who has lost his device sign in with his password. The server must not be running."""
    from deskbell.at_rest import take_second_factor

    for line in take_second_factor(read_settings(os.environ), email):
        typer.echo(line)


@app.command()
def simulate(
    day: Annotated[Path, typer.Argument(metavar="DAY.json", help="Who comes and who is there")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Live through a described or recorded day with the real routing rules: waits, load, misses."""
    from deskbell.staffing.command import show_bar
    from deskbell.staffing.command import simulate as live_through

    typer.echo(live_through(day, as_json=as_json, show=show_bar))


@app.command()
def day(
    date: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day that was.")],
    time_zone: Annotated[str, typer.Option(help="Where it was that day; else the organisation's own.")] = "",
    inbox: Annotated[list[str] | None, typer.Option(help="Only this inbox; may be given several times.")] = None,
    names: Annotated[bool, typer.Option("--names", help="Call agents by their names.")] = False,
    organisation: Organisation = "",
) -> None:
    """Print a day that was as DAY.json for `deskbell simulate`, also while the server runs; no texts, no visitors."""
    from deskbell.at_rest import find_organisation
    from deskbell.kit.beside import Beside
    from deskbell.kit.clock import SteadyClock
    from deskbell.people.store import find_organisation as find_details
    from deskbell.reports.presence import find_presence
    from deskbell.staffing.record_command import DayWanted, record_day
    from deskbell.staffing.writing import write_day

    settings = read_settings(os.environ)
    with Beside(settings.database_url) as database:
        found = database.read(lambda connection: find_organisation(connection, organisation))
        details = database.read(lambda connection: find_details(connection, found))
        zone = time_zone or (details.time_zone if details else "UTC")
        wanted = DayWanted(date, zone, tuple(inbox or ()), names)
        recorded = record_day(database, found, wanted, find_presence, SteadyClock().now())
    for note in recorded.notes:
        typer.echo(note, err=True)
    for line in write_day(recorded.day):
        typer.echo(line)


def main() -> None:
    """What the `deskbell` program runs."""
    try:
        app()
    except Trouble as trouble:
        for line in str(trouble).splitlines():
            sys.stderr.write(f"deskbell: {line}\n")
        sys.exit(EXIT_TROUBLE)

"""What the operator can set, and nothing else.

Owns: every setting's name, type, default, bound and description.
Never: a value that was not checked; a secret in the open (`describe` masks them).
Holds: what is wrong is told all at once, one line each: which setting, what is wrong, what is allowed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from deskbell.kit import rules
from deskbell.kit.configuration import Setting, SettingsError, describe_settings, find_values
from deskbell.kit.logging import LEVELS

__all__ = ["Setting", "Settings", "SettingsError", "describe", "read_settings"]

PREFIX = "DESKBELL_"
FILE_NAME = "deskbell.toml"
# The one variable that is no setting: another path for that file.
FILE_VARIABLE = "DESKBELL_CONFIG"
DATABASE_NAME = "deskbell.db"

_SECONDS = rules.whole_number(1, 600)
_SOCKETS = rules.whole_number(1, 100_000)
_ANY_HOST = {"0.0.0.0": "localhost", "::": "localhost"}  # noqa: S104 - named to be replaced


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings. Made by `read_settings`, or with some values in tests: `Settings(port=0)`.

    Each is set by `DESKBELL_` and its name in capitals, or by its name in `deskbell.toml`.
    """

    data: Annotated[Path, rules.folder(), "Folder of the database, the uploads and the lock"] = Path("data")
    host: Annotated[str, rules.host(), "Where to listen"] = "127.0.0.1"
    port: Annotated[int, rules.whole_number(0, 65_535), "Port to listen on; 0 takes a free one"] = 8_080
    public_url: Annotated[
        str, rules.web_origin(), "Address under which browsers reach Deskbell; made of host and port if unset"
    ] = ""
    database_url: Annotated[
        str, rules.database_address(), f"Where the database is; {DATABASE_NAME} in the data folder if unset"
    ] = ""
    log_level: Annotated[str, rules.one_of(*LEVELS), "The least grave lines that are logged"] = "info"
    trusted_proxies: Annotated[
        tuple[str, ...], rules.networks(), "Proxies whose word on the visitor's address is taken"
    ] = ()

    mail_server: Annotated[str, rules.mail_server(), "Server by which mail is sent; without it no mail is sent"] = ""
    mail_sender: Annotated[str, rules.mail_address(), "From whom mail comes; needed where there is a mail server"] = ""

    frame_bytes_max: Annotated[int, rules.whole_number(16_384, 65_536), "Largest frame a client may send"] = 65_536
    frames_per_second: Annotated[int, rules.whole_number(1, 1_000), "Frames a client may send for long"] = 20
    frames_burst: Annotated[int, rules.whole_number(1, 10_000), "Frames a client may send at once"] = 60
    visitor_messages_per_second: Annotated[int, rules.whole_number(1, 100), "Messages a visitor may send for long"] = 1
    visitor_messages_burst: Annotated[int, rules.whole_number(1, 1_000), "Messages a visitor may send at once"] = 10
    visitor_chats_per_minute: Annotated[int, rules.whole_number(1, 1_000), "Chats a visitor may open in a minute"] = 3
    visitor_chats_per_hour: Annotated[int, rules.whole_number(1, 10_000), "Chats a visitor may open in an hour"] = 10
    address_chats_per_minute: Annotated[
        int, rules.whole_number(1, 100_000), "Chats that may be opened from one address in a minute"
    ] = 20

    outbox_frames_max: Annotated[
        int, rules.whole_number(16, 65_536), "Frames that may wait for a slow client before it is cut off"
    ] = 256
    outbox_bytes_max: Annotated[
        int, rules.whole_number(65_536, 67_108_864), "Bytes that may wait for a slow client before it is cut off"
    ] = 1_048_576
    outbox_stalled_seconds: Annotated[int, _SECONDS, "How long a client may take nothing of what waits"] = 10
    hello_seconds: Annotated[int, _SECONDS, "How long a new socket may wait with its hello"] = 10
    heartbeat_seconds: Annotated[int, _SECONDS, "Quiet after which a socket is asked whether it lives"] = 25
    pong_seconds: Annotated[int, _SECONDS, "How long it may take to answer that"] = 10
    drain_seconds: Annotated[
        int, rules.whole_number(0, 600), "Time over which clients are sent away when the server stops"
    ] = 20

    sockets_per_visitor_max: Annotated[int, _SOCKETS, "Sockets one visitor may have open"] = 5
    sockets_per_agent_max: Annotated[int, _SOCKETS, "Sockets one member may have open"] = 20
    sockets_per_address_max: Annotated[int, _SOCKETS, "Sockets that may be open from one address"] = 100

    # Where each value came from, for `describe`; a name that is missing has its default.
    sources: Mapping[str, str] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fill in what follows from other settings and from where the process runs."""
        msgspec.structs.force_setattr(self, "data", self.data.absolute())
        if not self.public_url:
            msgspec.structs.force_setattr(self, "public_url", _own_url(self.host, self.port))
        if not self.database_url:
            msgspec.structs.force_setattr(self, "database_url", f"sqlite:///{self.data / DATABASE_NAME}")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of `DESKBELL_*` in `environment`, else of the file, else the defaults.

    The file is the one that `DESKBELL_CONFIG` names, else `deskbell.toml` in the data folder if there is one.
    An empty variable counts as unset. Raises `SettingsError` with every problem there is.
    """
    named = environment.get(FILE_VARIABLE, "").strip()
    folder = Path(environment.get(f"{PREFIX}DATA", "").strip() or "data")
    found = find_values(
        Settings,
        environment,
        Path(named) if named else folder / FILE_NAME,
        prefix=PREFIX,
        reserved=[FILE_VARIABLE],
        is_file_required=bool(named),
        # A file in the data folder cannot say where the data folder is.
        not_in_file=[] if named else ["data"],
    )
    settings = Settings(**found.values, sources=found.sources)
    problems = list(_missing_for_mail(settings))
    if problems:
        raise SettingsError(problems)
    return settings


def describe(settings: Settings) -> list[Setting]:
    """Every setting with its value and where that came from, secrets masked, in the order of `Settings`."""
    return describe_settings(settings, settings.sources, prefix=PREFIX)


def _missing_for_mail(settings: Settings) -> Iterator[str]:
    """Mail without a sender is refused by every server; a link in it that leads nowhere is worse than no mail."""
    needed = {"mail_sender": "from whom mail comes", "public_url": "where the links in mail lead"}
    for field, words in needed.items():
        if settings.mail_server and field not in settings.sources:
            yield f"{PREFIX}{field.upper()} is missing: with {PREFIX}MAIL_SERVER it must be set to {words}"


def _own_url(host: str, port: int) -> str:
    name = _ANY_HOST.get(host, host)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"

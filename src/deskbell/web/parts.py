"""What the application is made of: handed in by `main.py`, once.

Owns: the list of parts.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from litestar.types import ControllerRouterHandler
from msgspec import Struct

from deskbell.contacts.limits import VisitorRates
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.sealing import Seal
from deskbell.people.passwords import Passwords
from deskbell.sequencer import Sequencers
from deskbell.settings import Settings
from deskbell.web.built import STATIC


def never() -> bool:
    """For what does not happen."""
    return False


class Parts(Struct, kw_only=True):
    """`api_handlers` are mounted under `/api/v1`, with the same dependencies as the rooms' own routes."""

    settings: Settings
    database: Database
    sequencers: Sequencers
    clock: Clock
    passwords: Passwords
    seal: Seal
    api_handlers: Sequence[ControllerRouterHandler] = ()
    is_draining: Callable[[], bool] = never
    visitor_rates: VisitorRates = VisitorRates()
    static: Path = STATIC

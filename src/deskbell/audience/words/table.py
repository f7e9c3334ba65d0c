"""The shape of the tables of words."""

from collections.abc import Callable
from typing import Any

from deskbell.floor.events import Event
from deskbell.wire.bodies import Body

Words = dict[type[Event], Callable[[Any], Body]]
"""Kind of event → the function that says it."""

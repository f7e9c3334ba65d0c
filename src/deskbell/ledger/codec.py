"""An event as text, and back.

Owns: the split of an event into its facts and the words that can be erased, and their JSON.
Never: a table.
Holds: decode(encode(event)) == event; without its words it is the same event with empty strings in their place.
"""

from typing import Final, get_args

import msgspec
from msgspec.structs import replace

from deskbell.floor.events import AnyEvent, Event
from deskbell.kit.trouble import DatabaseDamaged, DatabaseTooNew

_TYPES: Final[tuple[type[Event], ...]] = get_args(AnyEvent)
# Looked up for every event on its way to the disk, so worked out once per type.
_KIND: Final[dict[type[Event], str]] = {kind: str(kind.__struct_config__.tag) for kind in _TYPES}
_BLANK: Final[dict[type[Event], dict[str, str]]] = {kind: dict.fromkeys(kind.ERASABLE, "") for kind in _TYPES}
_KNOWN: Final = frozenset(_KIND.values())

_encoder = msgspec.json.Encoder()
_event_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_words_decoder = msgspec.json.Decoder(dict[str, str])


def kind_of(event: type[Event]) -> str:
    """The name under which events of this type stand in the ledger."""
    return _KIND[event]


def encode(event: AnyEvent) -> tuple[str, str, str]:
    """The event's kind, its facts, and its words (empty where it has none)."""
    kind = type(event)
    blank = _BLANK[kind]
    words = {name: text for name in blank if (text := getattr(event, name))}
    if not words:
        return _KIND[kind], _encoder.encode(event).decode(), ""
    return _KIND[kind], _encoder.encode(replace(event, **blank)).decode(), _encoder.encode(words).decode()


def decode(kind: str, facts: str, words: str | None) -> AnyEvent:
    """The event of a row. Raises `DatabaseTooNew` for a kind that is unknown here, or `DatabaseDamaged`."""
    if kind not in _KNOWN:
        raise DatabaseTooNew(
            f"the database was written by a newer version (its ledger holds events of kind {kind!r},"
            " unknown here): install that version, or restore a backup from before the upgrade"
        )
    try:
        event = _event_decoder.decode(facts)
        return replace(event, **_words_decoder.decode(words)) if words else event
    except (msgspec.MsgspecError, TypeError) as error:
        # TypeError: a word for a field that this kind of event does not have.
        raise DatabaseDamaged(
            f"an event of kind {kind!r} in the ledger cannot be read ({error}):"
            " put a backup in the place of the database, and keep this file"
        ) from error

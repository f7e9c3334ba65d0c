"""The history checker: what clients were told, against what they find in the end (delivery, "How it is proved").

Owns: the counts of `lost_acked dup gap reorder sender_order divergent_views note_leak`; all of them have to be 0.
Never: a look into the server: logs of clients, and what a fresh client sees.
Holds: each count can be made to rise (`tests/test_history_checker.py`).
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec.structs import replace

from deskbell.wire.bodies import Message
from tests.client import Client


class Verdict(NamedTuple):
    """How often each promise was broken."""

    lost_acked: int
    dup: int
    gap: int
    reorder: int
    sender_order: int
    divergent_views: int
    note_leak: int


KEPT = Verdict(0, 0, 0, 0, 0, 0, 0)


def check(clients: Iterable[Client], fresh: Client, conversation: str, canary: str = "canary") -> Verdict:
    """Judge the logs of clients by `fresh`, which has followed the conversation from the beginning, as staff."""
    everybody = list(clients)
    view = fresh.streams[f"conversation:{conversation}"].view
    assert view.first_seq == 1, "a view carries the latest 100 entries: judge by somebody who has seen all"
    final = [entry.body.cid for entry in view.entries if getattr(entry.body, "cid", "")]
    return Verdict(
        lost_acked=sum(_lost_acked(client, conversation, final) for client in everybody),
        dup=sum(count - 1 for count in Counter(final).values()),
        gap=sum(_gaps(client) for client in everybody),
        reorder=_disagreements([*everybody, fresh]),
        sender_order=sum(_out_of_order(client, conversation, final) for client in everybody),
        divergent_views=sum(_differs(client, fresh, conversation) for client in everybody),
        note_leak=sum(_leaks(client, canary) for client in everybody),
    )


def _messages(client: Client, conversation: str) -> list[str]:
    """The cids of a client's messages, each once, in the order in which they were sent first."""
    asked = [frame for kind, frame in client.log if kind == "asked" and frame["t"] == "send"]
    return list(dict.fromkeys(frame["cid"] for frame in asked if frame["conversation"] == conversation))


def _lost_acked(client: Client, conversation: str, final: list[str]) -> int:
    acked = {frame["id"] for kind, frame in client.log if kind == "seen" and frame["t"] == "ack"}
    return sum(cid in acked and cid not in final for cid in _messages(client, conversation))


def _out_of_order(client: Client, conversation: str, final: list[str]) -> int:
    places = [final.index(cid) for cid in _messages(client, conversation) if cid in final]
    return sum(earlier > later for earlier, later in pairwise(places))


def _gaps(client: Client) -> int:
    """Events that do not follow on what the client had of their stream."""
    heads: dict[str, int] = {}
    gaps = 0
    for kind, frame in client.log:
        if kind == "seen" and frame["t"] == "resync":
            heads[frame["s"]] = frame["head"]
        elif kind == "seen" and frame["t"] == "ev":
            gaps += frame["seq"] > heads.get(frame["s"], 0) + 1
            heads[frame["s"]] = max(frame["seq"], heads.get(frame["s"], 0))
    return gaps


def _disagreements(clients: list[Client]) -> int:
    """Numbers under which two clients have seen different events."""
    seen: dict[tuple[str, int], Any] = {}
    different = set()
    for client in clients:
        for kind, frame in client.log:
            if kind == "seen" and frame["t"] == "ev":
                number = (frame["s"], frame["seq"])
                if seen.setdefault(number, frame["data"]) != frame["data"]:
                    different.add(number)
    return len(different)


def _differs(client: Client, fresh: Client, conversation: str) -> bool:
    """Whether a client shows something else than somebody who has just come, as far back as that one sees."""
    staff = f"conversation:{conversation}"
    new = fresh.streams[staff].view
    if staff in client.streams:
        old = client.streams[staff].view
        since = [entry for entry in old.entries if entry.seq >= new.first_seq]
        return bool(replace(old, entries=since, first_seq=new.first_seq) != new)
    said = [entry.body.text for entry in new.entries if isinstance(entry.body, Message)]
    return client.texts(conversation)[-len(said) :] != said


def _leaks(client: Client, canary: str) -> int:
    """Frames of a visitor with a note in them, or with the words that only notes have."""
    if not any(name.startswith("visitor:") for name in client.streams):
        return 0
    seen = [frame for kind, frame in client.log if kind == "seen"]
    return sum(canary in str(frame) or frame.get("type") == "note" for frame in seen)

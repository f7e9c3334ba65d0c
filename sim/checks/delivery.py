"""What was acknowledged and told, against what was committed (delivery, D1 to D4).

Owns: lost_acked, phantom, dup, reorder, sender_order.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from deskbell.audience.frames import body_of
from deskbell.audience.streams import kind_of
from deskbell.floor.events import MessagePosted, NotePosted
from deskbell.floor.vocabulary import Id
from deskbell.wire.client_frames import Return, Send, SetStatus
from deskbell.wire.codec import as_raw
from sim.book import Book, Entry
from sim.client.diary import Answered, Diary
from sim.people.stage import Opening

_KEEP_NO_RECEIPT = (SetStatus, Return)


def find_lost_acked(book: Book, diaries: Iterable[Diary], openings: Iterable[Opening]) -> list[str]:
    """D1: whatever was acknowledged is in the ledger, word for word."""
    lost = [
        f"{diary.owner} has an ack for {answered.ack.id}, which the ledger does not know"
        for diary, answered in _acks(diaries)
        if _receipt_of(book, diary, answered) is None
    ]
    texts = {(cid, event.text) for (_, _, cid), entry in book.by_request.items() if (event := _said(entry)) is not None}
    for diary, answered in _acks(diaries):
        asked = diary.asked[answered.ack.id]
        if isinstance(asked, Send) and (asked.cid, asked.body) not in texts:
            lost.append(f"{diary.owner} has an ack for {asked.body!r}, which is not what the ledger says")
    lost += [f"{opening.text!r} opened a chat" for opening in openings if (opening.cid, opening.text) not in texts]
    return lost


def find_phantoms(book: Book, diaries: Iterable[Diary]) -> list[str]:
    """D1: nothing is said before COMMIT has returned."""
    phantoms = []
    for diary, answered in _acks(diaries):
        entry = _receipt_of(book, diary, answered)
        if entry is not None and entry.committed_at > answered.sent_at:
            phantoms.append(f"{diary.owner} had the ack for {answered.ack.id} before it was committed")
    for diary in diaries:
        for event, sent_at in diary.told:
            entry = book.by_number.get((event.s, event.seq))
            if entry is None or entry.committed_at > sent_at:
                phantoms.append(f"{diary.owner} was told {event.s} {event.seq}, which was not committed")
    return phantoms


def find_doubles(book: Book, diaries: Iterable[Diary]) -> list[str]:
    """D2: one message, whatever the retries; one answer; one appearance."""
    said = Counter(event.text for entry in book.entries if (event := _said(entry)) is not None)
    doubles = [f"{text!r} is {count} times in the ledger" for text, count in said.items() if count > 1]
    doubles += [sentence for diary in diaries for sentence in diary.doubles]
    for diary, answered in _acks(diaries):
        entry = _receipt_of(book, diary, answered)
        if entry is not None and answered.ack.seq not in (0, *_numbers(entry)):
            doubles.append(
                f"{diary.owner} was given number {answered.ack.seq} for {answered.ack.id}: {_numbers(entry)}"
            )
    return doubles


def find_reordered(book: Book, diaries: Iterable[Diary]) -> list[str]:
    """D3: what stands under a number is the same for all who look."""
    reordered = []
    bodies: dict[tuple[str, int], bytes] = {}
    for diary in diaries:
        for event, _ in diary.told:
            number = (event.s, event.seq)
            entry = book.by_number.get(number)
            if entry is not None and number not in bodies:
                bodies[number] = bytes(as_raw(body_of(entry.stored.event, event.s)))
            if number in bodies and bytes(event.data) != bodies[number]:
                reordered.append(f"{diary.owner} was told something else under {event.s} {event.seq}")
    instants = [entry.stored.at for entry in book.entries]
    reordered += [
        f"event {place + 2} is older than the one before"
        for place, (earlier, later) in enumerate(pairwise(instants))
        if later < earlier
    ]
    return reordered


def find_out_of_order(book: Book, diaries: Iterable[Diary]) -> list[str]:
    """D4: messages of one tab stand in the order in which they were sent."""
    places = {event.cid: place for place, entry in enumerate(book.entries) if (event := _said(entry)) is not None}
    wrong = []
    for diary in diaries:
        latest: dict[Id, tuple[int, str]] = {}
        for cid, asked in diary.asked.items():
            if not isinstance(asked, Send) or cid not in places or cid in diary.given_up:
                continue
            before, text = latest.get(asked.conversation, (-1, ""))
            if places[cid] < before:
                wrong.append(f"{asked.body!r} of {diary.owner} stands before {text!r}")
            latest[asked.conversation] = (places[cid], asked.body)
    return wrong


def _acks(diaries: Iterable[Diary]) -> Iterator[tuple[Diary, Answered]]:
    """Those that say that something was written down."""
    for diary in diaries:
        for answered in diary.answered:
            asked = diary.asked.get(answered.ack.id)
            if asked is not None and (isinstance(asked, Send) or not isinstance(asked.ask, _KEEP_NO_RECEIPT)):
                yield diary, answered


def _receipt_of(book: Book, diary: Diary, answered: Answered) -> Entry | None:
    asked = diary.asked[answered.ack.id]
    ask = asked if isinstance(asked, Send) else asked.ask
    return book.by_request.get((getattr(ask, "conversation", ""), diary.viewer.id, answered.ack.id))


def _said(entry: Entry) -> MessagePosted | NotePosted | None:
    """What a person said; an inbox says the same thing many times."""
    event = entry.stored.event
    return event if isinstance(event, MessagePosted | NotePosted) and event.author.kind != "system" else None


def _numbers(entry: Entry) -> list[int]:
    return [seq for stream, seq in entry.stored.positions if kind_of(stream) in ("conversation", "visitor")]

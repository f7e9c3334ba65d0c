"""What became of transfers: told by the ledger and by what people were answered (product, section 7; law 11).

Owns: transfer: one that did not end, ended twice or moved the chat meanwhile, and an answer that says nothing definite.
Never: its deadline (`deadlines.py`) and the place it takes (`holding.py`).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from deskbell.floor import events as happened
from deskbell.floor.vocabulary import Id
from deskbell.wire.client_frames import AcceptTransfer, DeclineTransfer, Do
from sim.book import Book
from sim.client.diary import Diary

# Too late, or elsewhere, or the chat is over; or it is none of his business any more.
_DEFINITE: Final = ("you_elsewhere", "transfer_ended", "chat_closed", "unknown_conversation", "not_allowed")

_MOVES: Final = (
    happened.ChatQueued,
    happened.ChatOffered,
    happened.ChatAccepted,
    happened.ChatClaimed,
    happened.ChatClosed,
)


def find_wrong_transfers(book: Book) -> list[str]:
    """Each in its turn, each ended exactly once; and while one is pending the chat stays where it is."""
    wrong: list[str] = []
    pending: dict[Id, happened.TransferAsked] = {}
    numbers: dict[Id, int] = {}
    for entry in book.entries:
        event = entry.stored.event
        if not isinstance(event, happened.ChatEvent):
            continue
        chat, open_one = event.conversation, pending.get(event.conversation)
        match event:
            case happened.TransferAsked():
                if open_one is not None or event.transfer != numbers.get(chat, 0) + 1:
                    wrong.append(f"transfer {event.transfer} of {chat} is out of turn")
                pending[chat], numbers[chat] = event, event.transfer
            case happened.ChatTransferred(transfer=0):
                if open_one is not None:
                    wrong.append(f"{chat} was taken over while transfer {open_one.transfer} was pending")
            case happened.TransferEnded() | happened.ChatTransferred():
                wrong += _find_wrong_end(event, pending.pop(chat, None))
            case _ if isinstance(event, _MOVES) and open_one is not None:
                wrong.append(f"{type(event).__name__} in {chat} while transfer {open_one.transfer} was pending")
    return wrong


def _find_wrong_end(
    event: happened.TransferEnded | happened.ChatTransferred, asked: happened.TransferAsked | None
) -> Iterator[str]:
    what = f"transfer {event.transfer} of {event.conversation}"
    if asked is None or asked.transfer != event.transfer:
        yield f"{what} ends, and is not pending"
        return
    owner = event.owner if isinstance(event, happened.TransferEnded) else event.released
    if (event.agent, owner) != (asked.agent, asked.owner):
        yield f"{what} went from {asked.owner} to {asked.agent}, and ends between {owner} and {event.agent}"


def find_wrong_answers(book: Book, diaries: Iterable[Diary]) -> list[str]:
    """Whoever answers hears that he has the chat, or why not; and nobody answers a transfer that he did not name."""
    return [sentence for diary in diaries for sentence in (*_find_vague(diary), *_find_mistaken(book, diary))]


def _find_vague(diary: Diary) -> Iterator[str]:
    for request, code in diary.refused.items():
        ask = _answer_in(diary, request)
        if ask is not None and code not in _DEFINITE:
            yield f"{diary.owner} was told {code!r} about transfer {ask.transfer} of {ask.conversation}"


def _find_mistaken(book: Book, diary: Diary) -> Iterator[str]:
    for request in diary.asked:
        ask = _answer_in(diary, request)
        entry = book.by_request.get((ask.conversation, diary.viewer.id, request)) if ask is not None else None
        if ask is not None and entry is not None and getattr(entry.stored.event, "transfer", 0) != ask.transfer:
            yield f"{diary.owner} answered transfer {ask.transfer}, and it was taken for {entry.stored.event}"


def _answer_in(diary: Diary, request: str) -> AcceptTransfer | DeclineTransfer | None:
    asked = diary.asked[request]
    ask = asked.ask if isinstance(asked, Do) else None
    return ask if isinstance(ask, AcceptTransfer | DeclineTransfer) else None

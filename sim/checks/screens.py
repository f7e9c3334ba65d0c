"""What people see in the end, against what somebody sees who has just come (D3, D5, D7, law 9).

Owns: divergent_views, note_leak, gap and dup as tabs noticed them, misplaced, stranded.
"""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from deskbell.audience.frames import body_of
from deskbell.audience.reduce import apply
from deskbell.audience.streams import visitor_stream
from deskbell.floor.choose import has_room_in
from deskbell.floor.state import Chat, Floor
from deskbell.floor.vocabulary import Id
from deskbell.wire.client_frames import Send
from deskbell.wire.views import BoardView
from sim.book import Book
from sim.client.diary import Diary, Page
from sim.client.tab import Tab
from sim.client.views import empty_view, latest_page


def find_divergent(tabs: Iterable[Tab], fresh: dict[Id, Tab], diaries: Iterable[Diary]) -> list[str]:
    """Every view of every tab equals that of a tab of the same viewer that has just been opened."""
    divergent = [sentence for diary in diaries for sentence in diary.broken]
    for tab in tabs:
        new = fresh[tab.viewer.id]
        for stream, place in tab.connection.positions.items():
            mine, its = tab.view(stream), new.view(stream)
            if mine is None or its is None:
                divergent.append(f"{tab.diary.owner} has {mine!r:.40} of {stream}, a fresh tab {its!r:.40}")
            elif place.seq != new.connection.positions[stream].seq:
                divergent.append(f"{tab.diary.owner} is at {place.seq} in {stream}, a fresh tab elsewhere")
            elif latest_page(mine) != latest_page(its):
                divergent.append(f"{tab.diary.owner} shows {stream} otherwise than a fresh tab: {mine} / {its}")
    return divergent


def find_wrong_pages(book: Book, pages: Iterable[Page]) -> list[str]:
    """At whatever number a view stands: it is what all bodies up to there make of nothing (law 9)."""
    by_stream: dict[str, list[Page]] = {}
    for page in pages:
        by_stream.setdefault(page.stream, []).append(page)
    return [sentence for stream, shown in by_stream.items() for sentence in _compare(book, stream, shown)]


def _compare(book: Book, stream: str, pages: list[Page]) -> Iterator[str]:
    view = empty_view(stream)
    reached = 0
    for page in sorted(pages, key=attrgetter("seq")):
        while reached < page.seq and (stream, reached + 1) in book.by_number:
            reached += 1
            stored = book.by_number[stream, reached].stored
            apply(view, reached, stored.at, body_of(stored.event, stream))
        if reached != page.seq or latest_page(view) != latest_page(page.view):
            yield f"{stream} was shown at {page.seq} as {page.view}, and should have been {view}"


def find_two_holders(fresh: dict[Id, Tab]) -> list[str]:
    """A chat is on one plate at most."""
    holders: dict[Id, Id] = {}
    double = []
    for member, tab in fresh.items():
        plate = tab.view(f"member:{member}")
        for chat in (*plate.chats, *plate.offers) if plate is not None else ():
            if chat in holders:
                double.append(f"{chat} is on the plates of {holders[chat]} and {member}")
            holders[chat] = member
    return double


def find_misplaced(floor: Floor, tabs: Iterable[Tab]) -> list[str]:
    """Every board shows the open chats of its inbox, and no others: a chat that was moved is on one board only."""
    misplaced = []
    for tab in tabs:
        boards = [tab.view(stream) for stream in tab.connection.positions if stream.startswith("board:")]
        for board in (board for board in boards if isinstance(board, BoardView)):
            there = {chat.id for chat in floor.chats.values() if chat.inbox == board.inbox}
            misplaced += [
                f"{chat} is on the board of {board.inbox} before {tab.diary.owner}, and should be elsewhere or there"
                for chat in sorted(there ^ set(board.chats))
            ]
    return misplaced


def find_stranded_visitors(floor: Floor, tabs: Iterable[Tab]) -> list[str]:
    """Who has his chat before him is known to be there, and who has not is known to be away."""
    seen = {stream for tab in tabs if tab.is_live for stream in tab.connection.positions}
    return [
        f"the visitor of {chat.id} is believed to be {'away' if chat.visitor_left else 'there'}"
        for chat in floor.chats.values()
        if (visitor_stream(chat.id) in seen) == bool(chat.visitor_left)
    ]


def find_stranded_tabs(tabs: Iterable[Tab]) -> list[str]:
    """Who is connected in good weather is live, and has nothing left to send."""
    stranded = []
    for tab in tabs:
        if not tab.is_live:
            stranded.append(f"{tab.diary.owner} is {tab.connection.phase}")
        stranded += [f"{tab.diary.owner} still waits for the answer to {item.frame}" for item in tab.pending]
    return stranded


def find_stranded_members(floor: Floor, present: set[Id]) -> list[str]:
    """Who has a live console is known to be there."""
    members = [member for member in floor.members.values() if member.active and member.id in present]
    return [
        f"{member.id} is believed to be {member.connection}" for member in members if member.connection != "attached"
    ]


def find_vanished(book: Book, tabs: Iterable[Tab], diaries: Iterable[Diary]) -> list[str]:
    """What somebody wrote is in the ledger, or on its way, or he was told that it is not."""
    waiting = {item.id for tab in tabs for item in tab.connection.outbox.items}
    return [
        f"{asked.body!r} of {diary.owner} is neither sent nor refused"
        for diary in diaries
        for cid, asked in diary.asked.items()
        if isinstance(asked, Send) and cid not in waiting and cid not in diary.given_up
        if (asked.conversation, diary.viewer.id, cid) not in book.by_request
    ]


def find_stranded_chats(floor: Floor, present: set[Id]) -> list[str]:
    """Nobody waits while an agent is there: `present` are those with a live console, whatever the floor believes."""
    return [
        f"{chat.id} waits in {chat.inbox} although {agent} is there"
        for chat in floor.chats.values()
        for agent in _who_could_take(floor, chat)
        if agent in present
    ] + [f"{chat.id} is still on offer" for chat in floor.chats.values() if chat.offer]


def _who_could_take(floor: Floor, chat: Chat) -> list[Id]:
    inbox = floor.inboxes[chat.inbox]
    if chat.state != "waiting" or inbox.rules.mode != "auto":
        return []
    members = [floor.members[agent] for agent in inbox.rules.agents]
    return [
        member.id
        for member in members
        if member.active
        and member.licensed
        and member.status == "available"
        and not member.on_hold
        and sum(_takes_place_of(other, member.id) for other in floor.chats.values()) < member.capacity
        and has_room_in(floor, inbox, member.id)
    ]


def _takes_place_of(chat: Chat, member: Id) -> bool:
    return chat.holder == member or (chat.transfer is not None and chat.transfer.agent == member)

"""A small made-up organisation on a real floor, and commands that make sense in it.

For properties: `World(random)` settles in with a team and inboxes; `live(steps)` lets time pass and draws commands
from what the floor looks like just then, most of them possible, some too late, repeated or not allowed. The chance
comes from a `random.Random`: Hypothesis (`st.randoms(use_true_random=False)`) can shrink a run, a seed repeats it.
"""

from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Final, TypeVar

import msgspec

from deskbell.audience.streams import streams_of, visitor_stream
from deskbell.floor.authority import may
from deskbell.floor.commands import (
    AcceptOffer,
    AcceptTransfer,
    AdmitMember,
    AnyCommand,
    AssignChat,
    AssignLicences,
    AttachMember,
    AttachVisitor,
    CancelTransfer,
    ChangeGroup,
    ChangeInbox,
    ChangeMember,
    ClaimChat,
    CloseChat,
    CreateGroup,
    CreateInbox,
    DeclineOffer,
    DeclineTransfer,
    DeleteGroup,
    DeleteInbox,
    DetachMember,
    DetachVisitor,
    HandOver,
    LeaveMessage,
    LicenceChange,
    MoveChat,
    OpenChat,
    PostMessage,
    PostNote,
    PrioritiseChat,
    ReleaseHold,
    SetOverriding,
    SetSeats,
    SetStatus,
    TakeOver,
    Tick,
    TransferChat,
)
from deskbell.floor.deadlines import next_due
from deskbell.floor.events import AnyEvent, MessagePosted
from deskbell.floor.licences import count_assigned
from deskbell.floor.state import Chat, Floor, Member
from deskbell.floor.step import Outcome, step
from deskbell.floor.vocabulary import (
    LICENCES,
    PERMISSIONS,
    SYSTEM,
    Actor,
    AssignmentMode,
    Id,
    Inactivity,
    InactivityAction,
    Instant,
    Licence,
    Milliseconds,
    Permission,
    Role,
    Status,
    by_member,
    by_visitor,
)

START: Final[Instant] = 1_760_000_000_000
NAMES: Final = ("Ana", "Ben", "Chloé", "Dmytro", "Eszter", "Fatima", "George", "Hana")
VISITORS: Final = ("", "Iris", "Jón", "K. O'Neil <k@example.org>")
TEXTS: Final = (
    "Hello?",
    "Where is my parcel",
    "“Größe” 👋🏽",
    'a "quoted" \\ line\nand another',
    "…" * 150,
    "<b>no</b>",
)
ANSWERS: Final[tuple[type[AcceptTransfer] | type[DeclineTransfer] | type[CancelTransfer], ...]] = (
    AcceptTransfer,
    AcceptTransfer,
    DeclineTransfer,
    CancelTransfer,
)
PAUSES_MS: Final = (0, 1, 700, 4_000, 31_000)
MODES: Final[tuple[AssignmentMode, ...]] = ("auto", "auto", "manual")
STATUSES: Final[tuple[Status, ...]] = ("available", "available", "busy", "away", "offline")

Entry = tuple[int, Instant, AnyEvent]
Choice = TypeVar("Choice")


class World:
    """A floor, a clock, everything that was asked and everything that happened, numbered by stream."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.floor = Floor()
        self.now = START
        self.asked: list[tuple[Instant, AnyCommand]] = []
        self.outcomes: list[Outcome] = []
        self.streams: dict[str, list[Entry]] = {}
        self.names_given = 0

    # ── moving ───────────────────────────────────────────────────────────────────────────────────

    def submit(self, command: AnyCommand) -> Outcome:
        """Ask the floor, and number what happens."""
        self.asked.append((self.now, command))
        outcome = step(self.floor, command, self.now)
        self.outcomes.append(outcome)
        if isinstance(outcome, list):
            for event in outcome:
                self._number(event)
        return outcome

    def _number(self, event: AnyEvent) -> None:
        for stream in streams_of(event):
            entries = self.streams.setdefault(stream, [])
            entries.append((len(entries) + 1, self.now, event))

    def pass_time(self, pause: Milliseconds) -> None:
        """Time first: the clock moves and the floor is told."""
        self.now += pause
        self.submit(Tick())

    def settle_in(self, members: int = 4, inboxes: int = 2) -> None:
        """An owner, an admin, members with licences, all at work, and inboxes served by most of them."""
        self.pass_time(0)
        roles: list[Role] = ["owner", "admin"]
        for number in range(members):
            self.submit(self.admit(roles[number] if number < len(roles) else "member"))
        for member in list(self.floor.members):
            self.submit(AttachMember(member=member))
            self.submit(SetStatus(member=member, status="available", by=by_member(member)))
        for _ in range(inboxes):
            self.submit(self.create_inbox())

    def live(self, steps: int) -> None:
        """Let time pass and something be asked, `steps` times."""
        for _ in range(steps):
            self.live_once()

    def live_once(self) -> None:
        """One pause, up to the next deadline now and then, and one command."""
        due = next_due(self.floor)
        to_deadline = due is not None and self.random.randrange(6) == 0
        self.pass_time(due - self.now if due is not None and to_deadline else self.pick(PAUSES_MS))
        self.submit(self.next_command())

    def next_command(self) -> AnyCommand:
        """A command that makes sense, or nearly, on the floor as it is."""
        maker: Callable[[World], AnyCommand | None] = self.pick(_WEIGHTED)
        return maker(self) or self.open_chat()

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────

    def pick(self, choices: Iterable[Choice]) -> Choice:
        """One of them."""
        return self.random.choice(tuple(choices))

    def often(self) -> bool:
        """True nine times in ten."""
        return self.random.randrange(10) > 0

    def new_name(self, kind: str) -> Id:
        """A new id; its second character tells the kind to whoever reads a failing example."""
        self.names_given += 1
        return f"0{kind}{self.names_given:024d}"

    def new_cid(self) -> str:
        """A new request id."""
        self.names_given += 1
        return f"cid-{self.names_given:08d}"

    def member(self) -> Member:
        """Any member."""
        return self.pick(self.floor.members.values())

    def supervisor(self) -> Actor:
        """Mostly someone who supervises."""
        chosen = [
            member.id
            for member in self.floor.members.values()
            if may(self.floor, member, "conversations") == self.often()
        ]
        return by_member(self.pick(chosen)) if chosen else by_member(self.member().id)

    def chat(self, *states: str) -> Chat | None:
        """An open chat in one of these states, or in any."""
        chats = [chat for chat in self.floor.chats.values() if not states or chat.state in states]
        return self.pick(chats) if chats else None

    # ── chats ────────────────────────────────────────────────────────────────────────────────────

    def open_chat(self) -> AnyCommand:
        """A visitor writes for the first time, rarely to an inbox that is not there."""
        inboxes = [*self.floor.inboxes] if self.often() else []
        known = [chat.contact for chat in self.floor.chats.values()]
        text = self.pick(TEXTS)
        return OpenChat(
            conversation=self.new_name("c"),
            inbox=self.pick(inboxes or ["0" * 26]),
            channel="0h" + "0" * 24,
            contact=self.new_name("v") if self.often() or not known else self.pick(known),
            last_agent=self.pick(("", *self.floor.members)),
            visitor_name=self.pick(VISITORS),
            cid=self.new_cid(),
            digest=f"{len(text):016x}",
            text=text,
        )

    def message(self) -> AnyCommand | None:
        """The visitor or the agent says something."""
        chat = self.chat()
        if chat is None:
            return None
        speaker = self.speaker(chat)
        said = self.messages_of(chat, speaker)
        prev = self.pick(["", *said[-2:]])
        text = self.pick(TEXTS)
        return PostMessage(
            conversation=chat.id, by=speaker, cid=self.new_cid(), digest=f"{len(text):016x}", text=text, prev=prev
        )

    def speaker(self, chat: Chat) -> Actor:
        """The visitor, or the agent where there is one; rarely somebody else."""
        if not self.often():
            return by_member(self.member().id)
        return self.pick([by_visitor(chat.contact), *([by_member(chat.owner)] if chat.owner else [])])

    def messages_of(self, chat: Chat, speaker: Actor) -> list[str]:
        """The request ids of what was said by this speaker in the chat."""
        entries = self.streams[visitor_stream(chat.id)]
        messages = [event for _, _, event in entries if isinstance(event, MessagePosted)]
        return [message.cid for message in messages if message.author.id == speaker.id]

    def note(self) -> AnyCommand | None:
        """A colleague leaves a note."""
        chat = self.chat()
        if chat is None:
            return None
        return PostNote(
            conversation=chat.id, by=by_member(self.member().id), cid=self.new_cid(), digest="n" * 16, text="a note"
        )

    def close(self) -> AnyCommand | None:
        """Someone ends a chat."""
        chat = self.chat()
        if chat is None:
            return None
        by = self.pick((by_visitor(chat.contact), by_member(chat.holder or self.member().id), self.supervisor()))
        return CloseChat(conversation=chat.id, by=by, cid=self.new_cid(), digest="c" * 16)

    # ── offers ───────────────────────────────────────────────────────────────────────────────────

    def accept(self) -> AnyCommand | None:
        """The agent accepts, rarely the wrong offer."""
        chat = self.chat("offered") or self.chat()
        if chat is None:
            return None
        return AcceptOffer(
            conversation=chat.id,
            offer=chat.offers_made - (not self.often()),
            by=by_member(chat.holder or self.member().id),
            cid=self.new_cid(),
            digest="a" * 16,
        )

    def decline(self) -> AnyCommand | None:
        """The agent declines."""
        chat = self.chat("offered")
        if chat is None:
            return None
        return DeclineOffer(
            conversation=chat.id,
            offer=chat.offers_made,
            by=by_member(chat.holder),
            reason=self.pick(("", "lunch")),
            cid=self.new_cid(),
            digest="d" * 16,
        )

    def claim(self) -> AnyCommand | None:
        """An agent takes a chat."""
        chat = self.chat("waiting") or self.chat()
        if chat is None:
            return None
        return ClaimChat(conversation=chat.id, by=by_member(self.member().id), cid=self.new_cid(), digest="e" * 16)

    def assign(self) -> AnyCommand | None:
        """A supervisor gives a chat to somebody, himself perhaps."""
        chat = self.chat("waiting") or self.chat()
        if chat is None:
            return None
        return AssignChat(
            conversation=chat.id,
            agent=self.member().id,
            by=self.supervisor(),
            beyond=not self.often(),
            cid=self.new_cid(),
            digest="f" * 16,
        )

    def prioritise(self) -> AnyCommand | None:
        """A supervisor lets a chat go before others, or no longer."""
        chat = self.chat("waiting", "offered") or self.chat()
        if chat is None:
            return None
        return PrioritiseChat(
            conversation=chat.id,
            priority=self.pick((0, 5, 9, 10)),
            by=self.supervisor(),
            cid=self.new_cid(),
            digest="y" * 16,
        )

    # ── transfers ────────────────────────────────────────────────────────────────────────────────

    def transfer(self) -> AnyCommand | None:
        """Who has a chat, or a supervisor, asks somebody to take it over."""
        chat = self.chat("active")
        if chat is None:
            return None
        return TransferChat(
            conversation=chat.id,
            agent=self.member().id,
            by=self.pick((by_member(chat.owner), self.supervisor())),
            note=self.pick(("", "please")),
            beyond=not self.often(),
            cid=self.new_cid(),
            digest="t" * 16,
        )

    def answer_transfer(self) -> AnyCommand | None:
        """Whoever is asked says yes or no, rarely to the wrong transfer; or it is taken back."""
        pending = [chat for chat in self.floor.chats.values() if chat.transfer]
        if not pending:
            return self.transfer()
        chat = self.pick(pending)
        assert chat.transfer is not None
        answer = self.pick(ANSWERS)
        by = chat.owner if answer is CancelTransfer else chat.transfer.agent
        return answer(
            conversation=chat.id,
            transfer=chat.transfer.number - (not self.often()),
            by=by_member(by) if self.often() else by_member(self.member().id),
            cid=self.new_cid(),
            digest="u" * 16,
        )

    def move(self) -> AnyCommand | None:
        """A chat goes to another inbox."""
        chat = self.chat("active") if self.often() else self.chat()
        if chat is None or not self.floor.inboxes:
            return None
        return MoveChat(
            conversation=chat.id,
            inbox=self.pick(self.floor.inboxes),
            by=by_member(chat.owner) if chat.owner and self.often() else self.supervisor(),
            cid=self.new_cid(),
            digest="v" * 16,
        )

    def take_over(self) -> AnyCommand | None:
        """A supervisor takes a chat, whoever has it."""
        chat = self.chat()
        if chat is None:
            return None
        return TakeOver(
            conversation=chat.id,
            by=self.supervisor(),
            beyond=not self.often(),
            cid=self.new_cid(),
            digest="w" * 16,
        )

    def allow_overriding(self) -> AnyCommand:
        """Capacity may be overridden, or no longer."""
        return SetOverriding(allowed=self.pick((True, False)), by=SYSTEM if self.often() else self.supervisor())

    # ── visitors ─────────────────────────────────────────────────────────────────────────────────

    def visitor_comes_or_goes(self) -> AnyCommand | None:
        """A page of a visitor opens, or the last one is closed."""
        chat = self.chat()
        if chat is None:
            return None
        return AttachVisitor(conversation=chat.id) if chat.visitor_left else DetachVisitor(conversation=chat.id)

    def leave_message(self) -> AnyCommand | None:
        """A visitor does not want to wait."""
        chat = self.chat("waiting", "offered") or self.chat()
        if chat is None:
            return None
        return LeaveMessage(
            conversation=chat.id,
            by=by_visitor(chat.contact),
            email=self.pick(("iris@example.org", "iris", "")),
            text=self.pick(("", *TEXTS[:3])),
            cid=self.new_cid(),
            digest="x" * 16,
        )

    # ── members ──────────────────────────────────────────────────────────────────────────────────

    def admit(self, role: Role = "member") -> AnyCommand:
        """Somebody joins."""
        return AdmitMember(
            member=self.new_name("m"),
            name=self.pick(NAMES),
            role=role,
            group=self.pick(("", *self.floor.groups)) if role == "admin" else "",
            contact_center=self.often(),
            live_chat=self.often(),
            capacity=self.pick((1, 2, 3)),
        )

    def change_member(self) -> AnyCommand:
        """One setting of a member becomes another."""
        change = ChangeMember(member=self.member().id, by=SYSTEM if self.often() else self.supervisor())
        field, values = self.pick(
            (
                ("name", NAMES),
                ("active", (True, True, False)),
                ("active", (True, True, False)),
                ("contact_center", (True, False)),
                ("live_chat", (True, False)),
                ("capacity", (1, 2, 3, 4)),
                ("role", ("admin", "member")),
                ("group", ("", *self.floor.groups)),
            )
        )
        return msgspec.structs.replace(change, **{field: self.pick(values)})

    def organise(self) -> AnyCommand | None:
        """The Owner's own business."""
        deeds = (
            self.assign_licences,
            self.hand_over,
            self.set_seats,
            self.create_group,
            self.change_group,
            self.delete_group,
        )
        return self.pick(deeds)()

    def assign_licences(self) -> AnyCommand:
        """Some members' licences at once."""
        some = [member.id for member in self.floor.members.values() if self.random.randrange(3) == 0]
        changes = tuple(LicenceChange(member, self.often(), self.pick((True, False))) for member in some)
        return AssignLicences(changes=changes, by=SYSTEM if self.often() else self.supervisor())

    def hand_over(self) -> AnyCommand:
        """The Owner, or somebody who thinks he is, makes another the Owner."""
        owners = [member.id for member in self.floor.members.values() if member.role == "owner"]
        by = self.pick(owners) if owners and self.often() else self.member().id
        return HandOver(member=self.member().id, by=by_member(by))

    def set_seats(self) -> AnyCommand:
        """As many seats as are assigned, or nearly; or no limit."""
        licence: Licence = self.pick(LICENCES)
        assigned = count_assigned(self.floor, licence)
        seats = self.pick((None, None, assigned - 1, assigned, assigned + 1, assigned + 3))
        return SetSeats(licence=licence, seats=seats, by=SYSTEM if self.often() else self.supervisor())

    def create_group(self) -> AnyCommand:
        """A permission group."""
        group = self.new_name("g")
        return CreateGroup(group=group, by=SYSTEM, name=f"Group {group[-3:]}", permissions=self.some_permissions())

    def change_group(self) -> AnyCommand | None:
        """A group may more, or less."""
        if not self.floor.groups:
            return None
        by = SYSTEM if self.often() else self.supervisor()
        return ChangeGroup(group=self.pick(self.floor.groups), by=by, permissions=self.some_permissions())

    def delete_group(self) -> AnyCommand | None:
        """A group goes, if nobody is in it."""
        return DeleteGroup(group=self.pick(self.floor.groups), by=SYSTEM) if self.floor.groups else None

    def some_permissions(self) -> tuple[Permission, ...]:
        """Any of them."""
        return tuple(permission for permission in PERMISSIONS if self.pick((True, False)))

    def dismiss(self) -> AnyCommand | None:
        """Whoever has a chat is deactivated, and the chat must go on without him."""
        chat = self.chat("active")
        return ChangeMember(member=chat.owner, by=SYSTEM, active=False) if chat else None

    def status(self) -> AnyCommand:
        """A member chooses a status, or it is chosen for him."""
        member = self.member().id
        by = by_member(member) if self.often() else self.supervisor()
        return SetStatus(member=member, status=self.pick(STATUSES), by=by, reason=self.pick(("", "lunch")))

    def release(self) -> AnyCommand:
        """ "I am back"."""
        held = [member.id for member in self.floor.members.values() if member.on_hold]
        member = self.pick(held or self.floor.members)
        return ReleaseHold(member=member, by=by_member(member))

    def attach(self) -> AnyCommand:
        """A console connects, of somebody who has none if there is anybody."""
        away = [member.id for member in self.floor.members.values() if member.connection != "attached"]
        return AttachMember(member=self.pick(away or self.floor.members))

    def detach(self) -> AnyCommand:
        """A last console goes."""
        return DetachMember(member=self.member().id)

    # ── inboxes ──────────────────────────────────────────────────────────────────────────────────

    def create_inbox(self) -> AnyCommand:
        """A new inbox with most of the team."""
        inbox = self.new_name("n")
        return CreateInbox(
            inbox=inbox,
            by=SYSTEM,
            name=f"Inbox {inbox[-3:]}",
            mode=self.pick(MODES),
            offer_seconds=self.pick((5, 30)),
            claiming=self.often(),
            priority=self.pick((0, 0, 3)),
            capacity=self.pick((None, None, 1)),
            agents=self.some_agents(),
            inactivity=self.some_inactivity(),
            grace_seconds=self.pick((None, 1, 30)),
            prefers_last_agent=self.pick((True, False)),
            abandon_minutes=self.pick((None, None, 1)),
        )

    def some_inactivity(self) -> Inactivity | None:
        """A minute of silence, or none of it."""
        action: InactivityAction = self.pick(("close", "message", "message_and_close"))
        rule = Inactivity(1, action, "" if action == "close" else "Still there?")
        return self.pick((None, None, rule, msgspec.structs.replace(rule, basis="customer_message")))

    def some_agents(self) -> tuple[Id, ...]:
        """Most of those who may be agents."""
        able = [member.id for member in self.floor.members.values() if member.licensed and member.active]
        return tuple(member for member in able if self.often())

    def change_inbox(self) -> AnyCommand | None:
        """One rule of an inbox becomes another."""
        if not self.floor.inboxes:
            return None
        change = ChangeInbox(inbox=self.pick(self.floor.inboxes), by=SYSTEM if self.often() else self.supervisor())
        field = self.pick(
            (
                "mode",
                "offer_seconds",
                "claiming",
                "priority",
                "capacity",
                "agents",
                "inactivity",
                "grace_seconds",
                "prefers_last_agent",
                "abandon_minutes",
            )
        )
        value = {
            "mode": self.pick(MODES),
            "offer_seconds": self.pick((5, 60)),
            "claiming": self.pick((True, False)),
            "priority": self.pick((0, 9)),
            "capacity": self.pick((None, 1, 2)),
            "agents": self.some_agents(),
            "inactivity": self.some_inactivity(),
            "grace_seconds": self.pick((None, 1, 10, 60)),
            "prefers_last_agent": self.pick((True, False)),
            "abandon_minutes": self.pick((None, 1, 2)),
        }[field]
        return msgspec.structs.replace(change, **{field: value})

    def delete_inbox(self) -> AnyCommand | None:
        """An inbox goes, as long as another remains."""
        if len(self.floor.inboxes) < 2:
            return None
        return DeleteInbox(inbox=self.pick(self.floor.inboxes), by=SYSTEM)

    # ── retries ──────────────────────────────────────────────────────────────────────────────────

    def retry(self) -> AnyCommand:
        """Something asked before is asked again, rarely with the same request id for something else."""
        _, command = self.pick(self.asked)
        if isinstance(command, OpenChat) and not self._is_known(command.conversation):
            return Tick()  # What the floor has forgotten the sequencer asks the ledger about.
        if isinstance(command, PostMessage | OpenChat) and not self.often():
            return msgspec.structs.replace(command, digest="0" * 16, text="something else")
        return Tick() if isinstance(command, AdmitMember | CreateInbox | CreateGroup) else command

    def _is_known(self, conversation: Id) -> bool:
        return conversation in self.floor.chats or conversation in self.floor.closed


def replay(asked: Sequence[tuple[Instant, AnyCommand]]) -> World:
    """The world in which exactly this was asked."""
    world = World(Random(0))
    for now, command in asked:
        world.now = now
        world.submit(command)
    return world


WEIGHTS: Final[dict[Callable[[World], AnyCommand | None], int]] = {
    World.open_chat: 6,
    World.message: 6,
    World.note: 3,
    World.close: 3,
    World.accept: 12,
    World.decline: 2,
    World.prioritise: 1,
    World.transfer: 3,
    World.answer_transfer: 4,
    World.move: 1,
    World.take_over: 1,
    World.allow_overriding: 1,
    World.visitor_comes_or_goes: 3,
    World.leave_message: 1,
    World.claim: 3,
    World.assign: 3,
    World.admit: 1,
    World.change_member: 3,
    World.dismiss: 1,
    World.organise: 1,
    World.status: 3,
    World.release: 1,
    World.attach: 3,
    World.detach: 2,
    World.create_inbox: 1,
    World.change_inbox: 2,
    World.delete_inbox: 1,
    World.retry: 4,
}
"""How often each kind of command is drawn, relative to the others."""

_WEIGHTED: Final = [maker for maker, weight in WEIGHTS.items() for _ in range(weight)]

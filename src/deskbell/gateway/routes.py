"""`/session/ticket`, `/widget/ticket` and `/poll`: what the socket needs of HTTP, and what stands in for it.

Owns: parse → limits → ticket or poll.
Never: an identity from a body: tickets are issued to who is signed in, polls are known by a secret of their own.
Holds: a poll carries the frames of the socket and no others.
"""

from typing import Annotated, Any

from litestar import Controller, Request, Router, post
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody
from msgspec import Meta, Raw, Struct

from deskbell.audience.access import Viewer
from deskbell.gateway.poll import WAIT_MS_MAX, PollAnswer, Polls
from deskbell.gateway.tickets import Place, Tickets, place_of
from deskbell.kit.clock import Clock
from deskbell.kit.problem import too_often
from deskbell.kit.token_bucket import Buckets

FRAMES_PER_POLL_MAX = 60

AnyRequest = Request[Any, Any, Any]


class Ticket(Struct, frozen=True):
    """Good for one `hello` within 30 s, from the browser that asked."""

    ticket: str


class Poll(Struct, frozen=True, forbid_unknown_fields=True):
    """Frames for the server, and how long to wait for some of its own. No session begins one: `hello` comes first."""

    session: Annotated[str, Meta(min_length=20, max_length=100)] | None = None
    frames: Annotated[list[Raw], Meta(max_length=FRAMES_PER_POLL_MAX)] = []
    wait_ms: Annotated[int, Meta(ge=0, le=WAIT_MS_MAX)] = 0


class TicketLimits:
    """How often a viewer may ask for a ticket: more often than any honest browser reconnects."""

    def __init__(self) -> None:
        self._buckets = Buckets(1, 30)

    def check(self, viewer: Viewer, now: int) -> None:
        """Raises `Problem` 429."""
        wait_ms = self._buckets.take(viewer.id, now)
        if wait_ms:
            raise too_often(wait_ms)


class TicketController(Controller):
    """Tickets for the socket."""

    path = "/"
    tags = ("Socket",)

    @post("/session/ticket", operation_id="newStaffTicket", summary="A ticket for the console's socket")
    async def new_staff_ticket(
        self,
        member: NamedDependency[Viewer],
        request: AnyRequest,
        tickets: NamedDependency[Tickets],
        ticket_limits: NamedDependency[TicketLimits],
        clock: NamedDependency[Clock],
    ) -> Ticket:
        """For who is signed in."""
        ticket_limits.check(member, clock.now())
        return Ticket(tickets.issue(member, _place(request)))

    @post("/widget/ticket", operation_id="newVisitorTicket", summary="A ticket for the widget's socket")
    async def new_visitor_ticket(
        self,
        visitor: NamedDependency[Viewer],
        request: AnyRequest,
        tickets: NamedDependency[Tickets],
        ticket_limits: NamedDependency[TicketLimits],
        clock: NamedDependency[Clock],
    ) -> Ticket:
        """For who holds a visitor's token."""
        ticket_limits.check(visitor, clock.now())
        return Ticket(tickets.issue(visitor, _place(request)))

    @post("/poll", operation_id="poll", summary="The socket's frames, by long polling", status_code=200)
    async def poll(self, data: JSONBody[Poll], request: AnyRequest, polls: NamedDependency[Polls]) -> PollAnswer:
        """Where sockets are blocked. Answers as soon as there is a frame, or after `wait_ms`."""
        frames = [bytes(frame) for frame in data.frames]
        return await polls.poll(data.session, frames, data.wait_ms, _address(request), _place(request))


def routes_of(tickets: Tickets, polls: Polls) -> Router:
    """The routes, with what they need of the gateway."""
    things: dict[str, object] = {"tickets": tickets, "ticket_limits": TicketLimits(), "polls": polls}
    return Router(
        "/", route_handlers=[TicketController], dependencies={name: _always(it) for name, it in things.items()}
    )


def _always(thing: object) -> Provide:
    async def provide() -> Any:
        return thing

    return Provide(provide)


def _address(request: AnyRequest) -> str:
    return request.client.host if request.client else ""


def _place(request: AnyRequest) -> Place:
    return place_of(_address(request), request.headers.get("user-agent", ""))

"""Long polling, where sockets are blocked: the same session, its frames in the answers to requests.

Owns: sessions that are polled, under secrets of their own, and the wait for something to say.
Never: another protocol: frames, positions and close codes are those of the socket.
Holds: whoever does not come back within `poll_away_ms` is gone; a second poll of a session ends the wait of the first.
"""

import asyncio
from collections.abc import Callable, Sequence

from msgspec import Raw, Struct

from deskbell.floor.vocabulary import Instant, Milliseconds
from deskbell.gateway.gateway import Gateway
from deskbell.gateway.session import Session
from deskbell.gateway.tickets import Place
from deskbell.kit.ids import new_secret
from deskbell.wire import close_codes

WAIT_MS_MAX: Milliseconds = 25_000


class PollAnswer(Struct, omit_defaults=True, kw_only=True):
    """The frames for the client. `close` is set where the session is over, with the code of the socket's closing."""

    session: str
    frames: list[Raw]
    close: int | None = None


class Polls:
    """The polled sessions of this node."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._polled: dict[str, _Polled] = {}

    async def poll(
        self, secret: str | None, frames: Sequence[bytes], wait_ms: Milliseconds, address: str, place: Place
    ) -> PollAnswer:
        """Take the client's frames, and answer with what is there for it, after `wait_ms` at the latest.

        No secret begins a session; one that is unknown is answered with `close`: the client begins anew.
        """
        if secret is None:
            if self._gateway.is_draining:
                return PollAnswer(session="", frames=[], close=close_codes.GOING_AWAY)
            if not self._gateway.doors.enter(address):
                return PollAnswer(session="", frames=[], close=close_codes.TRY_LATER)
            secret = self._open(address, place)
        polled = self._polled.get(secret)
        if polled is None:
            return PollAnswer(session="", frames=[], close=close_codes.GOING_AWAY)
        for frame in frames:
            polled.session.receive(frame)
        fetched = await polled.fetch(min(wait_ms, WAIT_MS_MAX))
        return PollAnswer(
            session=secret,
            frames=[Raw(frame) for frame in fetched],
            close=polled.session.closed_with,
        )

    def _open(self, address: str, place: Place) -> str:
        secret = new_secret()

        def forget() -> None:
            self._gateway.doors.leave(address)
            # The close code is still to be fetched, if the client comes for it.
            self._gateway.tasks.later(self._gateway.limits.poll_away_ms / 1000, drop)

        def drop() -> None:
            del self._polled[secret]

        self._polled[secret] = _Polled(self._gateway, place, forget)
        return secret


class _Polled:
    """The way out of a polled session."""

    needs_pings = False

    def __init__(self, gateway: Gateway, place: Place, forget: Callable[[], None]) -> None:
        self._clock = gateway.clock
        self._away_ms_max = gateway.limits.poll_away_ms
        self._forget = forget
        self._waiting: asyncio.Future[None] | None = None
        self._fetching = 0
        self._polls = 0
        self._here_at: Instant = gateway.clock.now()
        self.session: Session = gateway.open(place, self)

    async def fetch(self, wait_ms: Milliseconds) -> list[bytes]:
        """What there is to say, as soon as there is something."""
        self._fetching += 1
        self._polls += 1
        poll = self._polls
        try:
            await self._wait(wait_ms)
        finally:
            self._fetching -= 1
        # Who was replaced while he waited leaves it to who came after him: answers are in the order of the polls.
        return self.session.outbox.take() if poll == self._polls else []

    async def _wait(self, wait_ms: Milliseconds) -> None:
        self.wake()
        session = self.session
        if wait_ms > 0 and not session.outbox and session.closed_with is None:
            self._waiting = waiting = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(waiting, wait_ms / 1000)
            except TimeoutError:
                pass
            finally:
                if self._waiting is waiting:
                    self._waiting = None
        self._here_at = self._clock.now()

    def wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
        self._waiting = None

    def relieve(self) -> bool:
        # Somebody has come for it, and takes it in a moment.
        return self._fetching > 0

    def end(self, _code: int) -> None:
        self.wake()
        self._forget()

    def check(self, now: Instant) -> int | None:
        if self._waiting is not None or now - self._here_at < self._away_ms_max:
            return None
        return close_codes.NO_PONG
